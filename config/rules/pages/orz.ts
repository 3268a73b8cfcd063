/** Rules about Open-Reasoner-Zero: its experiments, and the commands that run them. */
import { command, wanted } from './orz-examples';
import { orzAssertRules } from './orz-asserts';
import { orzTrapRules } from './orz-traps';
import { pages } from './page';

const orzCommandRules = pages({
  'ORZ-OVERRIDE-PREFIX': {
    title: 'Override outside exp.',
    severity: 'warning',
    what: 'A command-line override does not start with `exp.`.',
    why: 'It is parsed and dropped.',
    fails: command('actor_learning_rate=2e-6'),
    mended: command('exp.actor_learning_rate=2e-6 exp.save_path=a exp.ckpt_path=a exp.tensorboard_log_dir=a'),
    unknown: command('$EXTRA'),
    source: 'Open-Reasoner-Zero 3fdd9a0 orz/exps/base_exp.py set_cfg',
  },
  'ORZ-OVERRIDE-UNKNOWN': {
    title: 'Override of an attribute that the experiment does not have',
    severity: 'error or warning',
    what: 'A command-line override names no attribute of the config. A warning where the module is not at hand and its published text stands in.',
    why: '`set_cfg` raises ValueError.',
    fails: command('exp.actor_learning_rat=2e-6 exp.save_path=a exp.ckpt_path=a exp.tensorboard_log_dir=a'),
    mended: command('exp.actor_learning_rate=2e-6 exp.save_path=a exp.ckpt_path=a exp.tensorboard_log_dir=a'),
    unknown: command('exp.anything=1 exp.save_path=a exp.ckpt_path=a exp.tensorboard_log_dir=a', '', 'mine'),
    source: 'Open-Reasoner-Zero 3fdd9a0 orz/exps/base_exp.py set_cfg',
  },
  'ORZ-OVERRIDE-ALONE': {
    title: 'Override that other defaults do not follow',
    severity: 'warning',
    what: 'Other fields were computed from the overridden one.',
    why: 'Defaults are computed when the class is made: `exp.total_num_nodes=8` changes no `*_num_nodes`, `exp.pretrain=X` leaves the critic at the old model.',
    fails: command('exp.pretrain=/data/cold-start exp.save_path=a exp.ckpt_path=a exp.tensorboard_log_dir=a'),
    mended: command('exp.pretrain=/data/cold-start exp.critic_pretrain=/data/cold-start exp.save_path=a exp.ckpt_path=a exp.tensorboard_log_dir=a'),
    unknown: command('exp.pretrain=/data/cold-start exp.save_path=a exp.ckpt_path=a exp.tensorboard_log_dir=a', '', 'mine'),
    source: 'Open-Reasoner-Zero 3fdd9a0 playground/orz_7b_ppo.py PPOExpConfig; orz/exps/base_exp.py set_cfg',
  },
  'ORZ-SHARED-FOLDER': {
    title: 'Overridden runs share their folders',
    severity: 'information',
    what: 'A command overrides values and not `save_path`.',
    why: 'Folders carry the name of the module only: checkpoints, replay buffers and curves of two runs mix.',
    fails: command('exp.actor_learning_rate=2e-6'),
    mended: command('exp.actor_learning_rate=2e-6 exp.save_path=a exp.ckpt_path=a exp.tensorboard_log_dir=a'),
    source: 'Open-Reasoner-Zero 3fdd9a0 playground/orz_7b_ppo.py; orz/exps/base_exp.py output_dir (unused)',
  },
  'ORZ-DEBUG-MODE': {
    title: 'DEBUG_MODE that seems off and is on',
    severity: 'warning',
    what: 'The command sets `DEBUG_MODE` to something that reads as off and is not the text `False`.',
    why: 'The module compares with `False` only: 0, false and an empty text turn on the small debug run, in folders of its own.',
    fails: command('', 'DEBUG_MODE=0 '),
    mended: command('', 'DEBUG_MODE=False '),
    unknown: command('', 'DEBUG_MODE=$DEBUG '),
    source: 'Open-Reasoner-Zero 3fdd9a0 playground/orz_7b_ppo.py DEBUG_MODE',
  },
  'RECIPE-ORZ': {
    title: 'Differs from the published runs',
    severity: 'hint',
    what: 'A setting of the experiment differs from what Open-Vision-Reasoner (stage 2) and Open-Reasoner-Zero published.',
    why: 'No verdict: a hint for those who want to reproduce. Off unless the setting `reasoner.recipe` is on or `checks` in reasoner.yaml gives `RECIPE-*` a severity.',
    fails: wanted('gamma: float = 0.99'),
    mended: wanted('gamma: float = 1.0'),
    unknown: wanted('gamma: float = float(os.environ["GAMMA"])'),
    source: 'arXiv 2507.05255 p. 22-23; arXiv 2503.24290 p. 8',
  },
});

export const orzRules = { ...orzAssertRules, ...orzTrapRules, ...orzCommandRules };
