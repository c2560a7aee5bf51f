import { Stack } from 'aws-cdk-lib';
import { type IRestApi, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Alarm, AlarmStatusWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { BillingMode, type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { DefaultDashboardFactory, MonitoringFacade } from 'cdk-monitoring-constructs';
import { Construct } from 'constructs';
import { metricNames } from '../../functions/aws/metric-names.ts';
import type { JobFunction } from './job-function.ts';
import { jobMetric } from './job-metric.ts';
import type { JobQueue } from './job-queue.ts';
import type { JobsApi } from './jobs-api.ts';
import type { StackParts } from './stack-parts.ts';

const counters = Object.keys(metricNames) as readonly (keyof typeof metricNames)[];

/** The stack on one page of CloudWatch: its alarms, then the API, each queue, each function and the table. */
export class Dashboard extends Construct {
  readonly #monitoring: MonitoringFacade;

  constructor(scope: Construct, id: string, parts: StackParts) {
    super(scope, id);
    const { stackName, region } = Stack.of(this);
    this.#monitoring = new MonitoringFacade(this, 'Monitoring', {
      dashboardFactory: new DefaultDashboardFactory(this, 'Pages', {
        // CloudWatch keeps one list of dashboards for all regions of an account.
        dashboardNamePrefix: `${stackName}-${region}`,
      }),
    });
    this.#addAlarms();
    this.#addApi(parts.api);
    for (const queue of parts.queues) this.#addQueue(queue);
    for (const each of parts.functions) this.#addFunction(each);
    this.#monitoring.monitorDynamoTable({
      // The library's types do not tell a property that is missing from one that is undefined.
      table: parts.table.table as ITable,
      billingMode: BillingMode.PAY_PER_REQUEST,
      humanReadableName: 'Records',
    });
  }

  #addAlarms(): void {
    const alarms = Stack.of(this)
      .node.findAll()
      .filter((node) => node instanceof Alarm);
    if (alarms.length === 0) return;
    this.#monitoring.addWidget(
      // Four in a row.
      new AlarmStatusWidget({ alarms, width: 24, height: 1 + Math.ceil(alarms.length / 4) }),
    );
  }

  #addApi({ gateway }: JobsApi): void {
    const humanReadableName = 'HTTP API';
    if (gateway instanceof RestApi) {
      this.#monitoring.monitorApiGateway({ api: gateway as IRestApi, humanReadableName });
    } else {
      this.#monitoring.monitorApiGatewayV2HttpApi({
        api: gateway as IHttpApi,
        apiStage: 'v1',
        humanReadableName,
      });
    }
  }

  #addQueue({ settings: { name }, queue, deadLetters }: JobQueue): void {
    this.#monitoring
      .monitorCustom({
        humanReadableName: `Jobs of queue ${name}`,
        alarmFriendlyName: name,
        metricGroups: [
          {
            title: 'Jobs',
            metrics: counters.map((counter) => jobMetric(this, name, counter)),
          },
          { title: 'In flight', metrics: [queue.metricApproximateNumberOfMessagesNotVisible()] },
        ],
      })
      .monitorSqsQueueWithDlq({
        queue,
        deadLetterQueue: deadLetters,
        humanReadableName: name,
      });
  }

  #addFunction({ lambda, node }: JobFunction): void {
    const [, ...path] = node.path.split('/');
    this.#monitoring.monitorLambdaFunction({
      lambdaFunction: lambda,
      humanReadableName: path.join('/'),
      // It reads no stream.
      isIterator: false,
    });
  }
}
