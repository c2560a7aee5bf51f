import type { JobLogs } from '../core/job-lines.ts';
import type { Environment } from './aws-settings.ts';

/**
 * The workers' logs are in CloudWatch, where reading costs by what is searched: people are told where to look,
 * and nothing is fetched for them.
 */
export function awsLogs(environment: Environment): JobLogs {
  return {
    async find(record, now) {
      const { logSettings, insightsUrl } = await import('./insights-url.ts');
      const { region, groups } = logSettings(environment);
      const group = Object.hasOwn(groups, record.queue) ? groups[record.queue] : undefined;
      if (group === undefined) return { lines: [] };
      return { lines: [], url: insightsUrl({ region, group, record, now }) };
    },
  };
}
