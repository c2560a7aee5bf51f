import type { BehaviourGroup } from './behaviour.ts';
import { conditionBehaviours } from './dynamodb/conditions.ts';
import { indexBehaviours } from './dynamodb/indexes.ts';
import { readBehaviours } from './dynamodb/reads.ts';
import { refusalBehaviours } from './dynamodb/refusals.ts';
import { valueBehaviours } from './dynamodb/values.ts';
import { batchBehaviours } from './event-source/batches.ts';
import { environmentBehaviours } from './event-source/environment.ts';
import { eventBehaviours } from './event-source/event.ts';
import { leaveBehaviours } from './event-source/leaves.ts';
import { pauseBehaviours } from './event-source/pause.ts';
import { returnedBehaviours } from './event-source/returned.ts';
import { countBehaviours } from './sqs/counts.ts';
import { deadLetterBehaviours } from './sqs/dead-letters.ts';
import { delayBehaviours } from './sqs/delay.ts';
import { sendBehaviours } from './sqs/send.ts';
import { visibilityBehaviours } from './sqs/visibility.ts';

/** All that is checked, in the order in which it is shown. */
export const behaviourGroups: readonly BehaviourGroup[] = [
  {
    service: 'SQS',
    apart: 100,
    behaviours: [
      ...sendBehaviours,
      ...delayBehaviours,
      ...visibilityBehaviours,
      ...deadLetterBehaviours,
      ...countBehaviours,
    ],
  },
  {
    service: 'Event source mappings',
    apart: 500,
    behaviours: [
      ...eventBehaviours,
      ...returnedBehaviours,
      ...leaveBehaviours,
      ...batchBehaviours,
      ...environmentBehaviours,
      ...pauseBehaviours,
    ],
  },
  {
    service: 'DynamoDB',
    apart: 50,
    behaviours: [
      ...conditionBehaviours,
      ...valueBehaviours,
      ...indexBehaviours,
      ...readBehaviours,
      ...refusalBehaviours,
    ],
  },
];
