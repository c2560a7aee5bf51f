import { Alarm, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export interface AlarmOptions {
  readonly metric: IMetric;
  /** For the person who is woken by it: what happened, and where to look. */
  readonly description: string;
  /** The alarm goes off at this value. @default 1 */
  readonly threshold?: number;
  /** Periods of the metric, one after the other, that have to reach the threshold. @default 1 */
  readonly periods?: number;
  /** Told when the alarm goes off, and when it is over. @default - the alarm only shows in CloudWatch */
  readonly topic?: ITopic | undefined;
}

export function addAlarm(scope: Construct, id: string, options: AlarmOptions): Alarm {
  const alarm = new Alarm(scope, id, {
    metric: options.metric,
    alarmDescription: options.description,
    threshold: options.threshold ?? 1,
    evaluationPeriods: options.periods ?? 1,
    // A quiet system sends no numbers, and that is not a fault.
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  if (options.topic !== undefined) {
    const action = new SnsAction(options.topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }
  return alarm;
}
