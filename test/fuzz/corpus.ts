/** Texts of every syntax and framework, from which the random edits start, and the files around them. */

export const SEEDS: Record<string, string> = {
  'sft.yaml': '# trl: sft\nmodel_name_or_path: org/model\ndataset_name: data\nlearning_rate: 1.0e-5\nnum_train_epochs: 2\nreport_to: [tensorboard]\nenv:\n  A: 1\n  B: "two"\nmodel_init_kwargs: { a: 1, b: [2, 3] }\noutput_dir: out\n',
  'grpo.yaml': '# trl: grpo\nmodel_name_or_path: model\ndataset_name: data\nnum_generations: 8\nper_device_train_batch_size: 8\ngradient_accumulation_steps: 2\nmax_completion_length: 512\nbeta: 0.0\nuse_vllm: true\n',
  'llama.yaml': '### model\nmodel_name_or_path: Qwen/Qwen2.5-VL-7B-Instruct\nstage: sft\ndo_train: true\nfinetuning_type: full\nfreeze_vision_tower: true\ndeepspeed: ds.json\ndataset: identity,alpaca_en_demo\ntemplate: qwen2_vl\ncutoff_len: 2048\nlearning_rate: 1e-5\noutput_dir: saves\n',
  'reasoner.yaml': 'version: 1\nname: tiny\ntargets:\n  here: { kind: local }\n  box: { kind: ssh, host: gpu, workdir: /data }\nstages:\n  cold-start: { trainer: trl-sft, config: sft.yaml, target: here }\n  rl:\n    trainer: trl-grpo\n    config: grpo.yaml\n    target: here\n    init: cold-start\n    phases:\n      - { until: 30, set: { max_completion_length: 64 } }\n      - { set: { max_completion_length: 128 } }\n',
  'verl.yaml': 'data:\n  train_files: train.parquet\n  train_batch_size: 512\n  max_prompt_length: 1024\nactor_rollout_ref:\n  model: { path: model }\n  actor:\n    ppo_mini_batch_size: 128\n    ppo_micro_batch_size_per_gpu: 4\n  rollout: { name: vllm, n: 8 }\ntrainer:\n  n_gpus_per_node: 8\n  nnodes: 1\n  logger: ["console", "tensorboard"]\nalgorithm: { adv_estimator: grpo }\n',
  'ds.json': '{\n  "train_batch_size": "auto",\n  "zero_optimization": { "stage": 3, "offload_param": { "device": "cpu" } },\n  "bf16": { "enabled": true }\n}\n',
  'dataset_info.json': '{\n  "identity": { "file_name": "identity.json", "formatting": "sharegpt", "columns": { "messages": "conversations" } }\n}\n',
  'accelerate.yaml': 'compute_environment: LOCAL_MACHINE\ndistributed_type: DEEPSPEED\nmixed_precision: bf16\nnum_machines: 1\nnum_processes: 8\ndeepspeed_config:\n  zero_stage: 3\n',
  'verl.sh': '#!/bin/bash\n#SBATCH --nodes=2\nset -x\nN=${N:-8}\nLR=$BASE\nBASE=${LR}\nargs=(trainer.nnodes=1 +data.extra=true)\npython3 -m verl.trainer.main_ppo \\\n    algorithm.adv_estimator=grpo \\\n    data.train_batch_size=$((N * 64)) \\\n    actor_rollout_ref.rollout.n=$N \\\n    actor_rollout_ref.actor.optim.lr=${LR:-1e-6} \\\n    "trainer.logger=[console,tensorboard]" "${args[@]}" $@\n',
  'flags.sh': 'export WANDB_MODE=offline\nfor lr in 1e-5 2e-5; do\n  accelerate launch --num_processes 8 -m trl.scripts.sft --learning_rate $lr --config sft.yaml\ndone\nswift rlhf --rlhf_type grpo --model m --num_generations 8 --output_dir out\nllamafactory-cli train llama.yaml learning_rate=1e-5\nopenrlhf.cli.train_ppo_ray --actor_num_nodes 1 --colocate_all_models\n',
  'orz.py': 'from dataclasses import dataclass\nfrom orz.ppo import PPOConfig\n\nDEBUG_MODE = False\n\n@dataclass\nclass PPOExpConfig(BasePPOExpConfig):\n    seed: int = 42\n    total_num_nodes: int = 32 if not DEBUG_MODE else 8\n    pretrain: Optional[str] = "Qwen/Qwen2.5-7B"\n    prompt_data: ListConfig = ListConfig(["data/a.json"])\n    rollout_batch_size: int = 128\n    n_samples_per_prompt: int = 64\n    micro_rollout_batch_size: int = rollout_batch_size // 2\n',
  'anchors.yaml': '# trl: sft\nbase: &base { x: 1, y: [*base] }\nother: { <<: *base, y: 2 }\nlaugh0: &l0 [ha]\nlaugh1: &l1 [*l0, *l0, *l0, *l0, *l0, *l0, *l0, *l0]\nlaugh2: &l2 [*l1, *l1, *l1, *l1, *l1, *l1, *l1, *l1]\nlaugh3: &l3 [*l2, *l2, *l2, *l2, *l2, *l2, *l2, *l2]\nlaugh4: [*l3, *l3, *l3, *l3, *l3, *l3, *l3, *l3]\n',
  'cycle.sh': 'A=$B\nB=$C\nC=${A:-$B}\nsource ./cycle.sh\nbash cycle.sh\npython -m verl.trainer.main_ppo --config-path . --config-name verl trainer.nnodes=$A\n',
};

/** Around them: what configs refer to. */
export const AROUND: Record<string, string> = {
  'config.json': '{ "model_type": "qwen2_5_vl", "num_attention_heads": 28, "hidden_size": 3584 }',
  'identity.json': '[]',
};
