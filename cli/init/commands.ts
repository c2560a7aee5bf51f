import type { Command } from '@commander-js/extra-typings';
import { examples } from '../output/examples.ts';
import type { Surroundings } from '../surroundings.ts';
import { errandSource } from './errand-source.ts';
import { initProject } from './init-project.ts';

/** `errand init`. */
export function addInit(errand: Command, { out }: Surroundings): void {
  errand
    .command('init')
    .description('makes a small project: a job type, its test, and a stack of ten lines')
    .argument('[folder]', 'where to: a new folder, or one without these files', '.')
    .addHelpText('after', examples('errand init my-jobs', 'errand init'))
    .action((folder) => initProject(folder, { out, errandSource }));
}
