import { describe, expect, it } from 'vitest';
import { changeExpression } from '../../../functions/aws/change-expression.ts';
import type { Change } from '../../../functions/core/condition.ts';

const shards = { due: 1, timeline: 1 };

/** The expressions with names and values in their places. */
function spelledOut(change: Change): { condition: string; update: string | undefined } {
  const expression = changeExpression('job-1', change, shards);
  const names = expression.ExpressionAttributeNames ?? {};
  const values = expression.ExpressionAttributeValues ?? {};
  const spell = (text: string | undefined) =>
    text
      ?.replace(/#\d+/g, (name) => names[name] ?? name)
      .replace(/:\d+/g, (name) =>
        Object.values(values[name] ?? {})
          .map(textOf)
          .join(),
      );
  return {
    condition: spell(expression.ConditionExpression) ?? '',
    update: spell(expression.UpdateExpression),
  };
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? `[${value.map((entry) => entry.S)}]` : `'${value}'`;
}

describe('the condition', () => {
  it('always asks for a record, of a version that this release can read', () => {
    expect(spelledOut({ when: [] }).condition).toBe("v <= '1'");
  });

  it('holds if every test does, and one row of each choice', () => {
    const change: Change = {
      when: [
        ['id', '=', 'job-1'],
        ['ticket', '<=', 3],
        ['attempt', 'below', 'maxAttempts'],
        {
          anyOf: [
            [
              ['status', 'in', ['queued', 'scheduled']],
              ['runAt', 'absent'],
            ],
            [['leaseUntil', '>', 5]],
          ],
        },
      ],
    };

    expect(spelledOut(change).condition).toBe(
      "v <= '1' AND pk = 'JOB#job-1' AND k <= '3' AND a < m AND " +
        "(s IN ('queued', 'scheduled') AND attribute_not_exists(r) OR u > '5')",
    );
  });

  it.each<Change['when']>([
    [{ anyOf: [] }],
    [['status', 'in', []]],
    [['attempt', 'below', 'attempt']],
  ])('is one that no record meets where %j can hold for none', (...when) => {
    expect(spelledOut({ when }).condition).toBe("v <= '1' AND attribute_not_exists(pk)");
  });

  it('has no parentheses that change nothing, which DynamoDB refuses', () => {
    const when: Change['when'] = [{ anyOf: [[['ticket', '=', 1]]] }];

    expect(spelledOut({ when }).condition).toBe("v <= '1' AND k = '1'");
  });
});

describe('the update', () => {
  it('is left out where there is nothing to change', () => {
    const expression = changeExpression('job-1', { when: [] }, shards);

    expect(expression).not.toHaveProperty('UpdateExpression');
  });

  it('counts the attempt and appends to the history', () => {
    const append = { status: 'running', at: 35 } as const;

    const { update } = spelledOut({ when: [], countAttempt: true, append });

    expect(update).toBe("SET a = a + '1', l = list_append(l, [rz])");
  });

  it('puts a job into the due index, and takes it out', () => {
    const due = spelledOut({ when: [], set: { dueAt: 7 }, remove: ['failedAt'] });
    const out = spelledOut({ when: [], remove: ['dueAt'] });

    expect(due.update).toBe("SET d = '7', ap = 'DUE#0', as = '0000000000007#job-1' REMOVE f");
    expect(out.update).toBe('REMOVE d, ap, as');
  });

  it('lists a failed job where the timeline has it, for the change does not know its tenant', () => {
    const { update } = spelledOut({ when: [], set: { failedAt: 7 }, remove: ['dueAt'] });

    expect(update).toBe("SET f = '7', ap = tp, as = '0000000000007#job-1' REMOVE d");
  });

  it('sets and removes the time of removal with the time of expiry', () => {
    const set = spelledOut({ when: [], set: { expiresAt: 1_500 } });
    const removed = spelledOut({ when: [], remove: ['expiresAt'] });

    expect(set.update).toBe("SET e = '1500', x = '2'");
    expect(removed.update).toBe('REMOVE e, x');
  });

  it('removes what is set and removed at once', () => {
    const { update } = spelledOut({
      when: [],
      set: { owner: 'a', startedAt: 1 },
      remove: ['owner'],
    });

    expect(update).toBe("SET b = '1' REMOVE o");
  });
});
