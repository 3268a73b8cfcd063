/** Every framework by its id. */
import { module as accelerate } from './accelerate/module';
import { module as deepspeed } from './deepspeed/module';
import { module as easyr1 } from './easyr1/module';
import type { FrameworkId } from './ids';
import { datasetInfoModule } from './llamafactory/datasetInfoModule';
import { module as llamafactory } from './llamafactory/module';
import type { FrameworkModule } from './module';
import { module as msSwift } from './ms-swift/module';
import { module as openrlhf } from './openrlhf/module';
import { module as orz } from './orz/module';
import { grpoModule, sftModule as trlSft } from './trl/module';
import { module as verl } from './verl/module';
import { sftModule as verlSft } from './verl/sftModule';

/** `reasoner.yaml` is ours: config/pipeline reads it. */
const MODULES: Readonly<Record<Exclude<FrameworkId, 'reasoner'>, FrameworkModule>> = {
  'trl-sft': trlSft,
  'trl-grpo': grpoModule,
  llamafactory,
  'llamafactory-dataset-info': datasetInfoModule,
  verl,
  'verl-sft': verlSft,
  easyr1,
  orz,
  deepspeed,
  accelerate,
  'ms-swift': msSwift,
  openrlhf,
};

/** @throws for `reasoner`, which is no training framework */
export function frameworkModule(id: FrameworkId): FrameworkModule {
  if (id === 'reasoner') throw new Error('reasoner.yaml has no framework module.');
  return MODULES[id];
}

export const titleOf = (id: FrameworkId): string => (id === 'reasoner' ? 'Reasoner pipeline' : MODULES[id].title);
