import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  ProjectionType,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { type ItemKind, partitionPrefixes, tableKeys } from '../../functions/aws/table-keys.ts';

export interface JobTableProps {
  /** What becomes of the records when the stack is deleted. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy | undefined;
}

export type ItemAction = 'GetItem' | 'BatchGetItem' | 'PutItem' | 'UpdateItem';
export type TableAction = ItemAction | 'Query';
export type TableIndex = 'timeline' | 'attention';

/** Where the records of the jobs are. */
export class JobTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, props: JobTableProps = {}) {
    super(scope, id);
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: tableKeys.partition, type: AttributeType.STRING },
      sortKey: { name: tableKeys.sort, type: AttributeType.STRING },
      globalSecondaryIndexes: [keysOnly('timeline'), keysOnly('attention')],
      billing: Billing.onDemand(),
      timeToLiveAttribute: tableKeys.expiry,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: removalPolicy !== RemovalPolicy.DESTROY,
      removalPolicy,
    });
  }

  /**
   * Lets `grantee` do these actions on the table, its indexes not included. The table's own
   * `grantReadWriteData` would add Scan, DeleteItem and every index.
   */
  grant(grantee: IGrantable, ...actions: TableAction[]): Grant {
    return Grant.addToPrincipal({
      grantee,
      actions: actions.map((action) => `dynamodb:${action}`),
      resourceArns: [this.table.tableArn],
    });
  }

  /** The same of items of these kinds alone. The actions have to name the keys of what they touch. */
  grantItems(grantee: IGrantable, kinds: readonly ItemKind[], ...actions: ItemAction[]): Grant {
    return Grant.addToPrincipal({
      grantee,
      actions: actions.map((action) => `dynamodb:${action}`),
      resourceArns: [this.table.tableArn],
      conditions: {
        'ForAllValues:StringLike': {
          'dynamodb:LeadingKeys': kinds.map((kind) => `${partitionPrefixes[kind]}*`),
        },
        // `ForAllValues` is true of no value at all: a call that came without its keys would pass.
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    });
  }

  /** Lets `grantee` query these indexes. */
  grantQuery(grantee: IGrantable, ...indexes: TableIndex[]): Grant {
    return Grant.addToPrincipal({
      grantee,
      actions: ['dynamodb:Query'],
      resourceArns: indexes.map((index) => indexArn(this.table, index)),
    });
  }

  /** Lets `grantee` go through the keys of all jobs. */
  grantScan(grantee: IGrantable, index: 'timeline'): Grant {
    return Grant.addToPrincipal({
      grantee,
      actions: ['dynamodb:Scan'],
      resourceArns: [indexArn(this.table, index)],
    });
  }
}

function indexArn(table: TableV2, index: TableIndex): string {
  return `${table.tableArn}/index/${tableKeys[index].index}`;
}

function keysOnly(name: TableIndex) {
  const { index, partition, sort } = tableKeys[name];
  return {
    indexName: index,
    partitionKey: { name: partition, type: AttributeType.STRING },
    sortKey: { name: sort, type: AttributeType.STRING },
    projectionType: ProjectionType.KEYS_ONLY,
  } satisfies GlobalSecondaryIndexPropsV2;
}
