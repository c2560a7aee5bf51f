import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export interface AlarmOptions {
  readonly metric: IMetric;
  /** What happened, for the person who is woken by it. What to do is in docs/operate.md, under the alarm's name. */
  readonly description: string;
  /** The alarm goes off at this value. @default 1 */
  readonly threshold?: number;
  /** Periods of the metric, one after the other, that have to reach the threshold. @default 1 */
  readonly periods?: number;
  /**
   * `silence`: it goes off when there are no numbers. Else it does not: a quiet system sends none, and that
   * is not a fault. @default 'value'
   */
  readonly on?: 'value' | 'silence';
}

/** Adds an alarm to what it watches, at which `name` has to be unlike any other. */
export type AddAlarm = (watched: Construct, name: string, options: AlarmOptions) => Alarm;

/** `topic` is told when an alarm goes off, and when it is over. Without one it only shows in CloudWatch. */
export function alarmAdder(topic?: ITopic): AddAlarm {
  const action = topic && new SnsAction(topic);
  return (watched, name, { metric, description, threshold = 1, periods = 1, on = 'value' }) => {
    const alarm = new Alarm(watched, name, {
      metric,
      alarmDescription: `${description} What to do: docs/operate.md, ${name}.`,
      threshold,
      evaluationPeriods: periods,
      ...(on === 'silence'
        ? {
            comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
            treatMissingData: TreatMissingData.BREACHING,
          }
        : { treatMissingData: TreatMissingData.NOT_BREACHING }),
    });
    if (action !== undefined) {
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    }
    return alarm;
  };
}
