import { Readable } from 'node:stream';
import type { Imports, Matching } from '@wayfare/customers';
import { ENDS, type Town } from './town.js';

const MAPPING = { id: 'externalId', name: 'attributes.name', email: 'email', phone: 'phone', line: 'tags' };

/** Every end's file comes in, one after the other. */
export const comeIn = async (imports: Imports, town: Town): Promise<void> => {
  for (const [end, lines] of town.files.entries()) {
    const stream = Readable.from(pieces(lines));
    const { id } = await imports.createImport({ kind: 'customers', mapping: MAPPING, fileName: `end-${end}.csv`, stream });
    await imports.runImport(id);
    const { state, rejected } = await imports.import(id);
    if (state !== 'done' || rejected > 0) throw new Error(`the import of end ${end} ended ${state}, with ${rejected} rejected lines`);
  }
};

/** What an administrator sets where every end numbers its people: one person has as many numbers as there are ends. */
export const letPeopleHaveNumbers = async (matching: Matching): Promise<void> => {
  const rules = await matching.identityRules();
  const kinds = rules.kinds.map((rule) => (rule.kind === 'externalId' ? { ...rule, perPerson: ENDS } : rule));
  await matching.changeIdentityRules({ ...rules, kinds });
};

/** The product looks at everybody. */
export const lookAtEverybody = async (matching: Matching): Promise<{ merged: number; undecided: number }> => {
  const { id } = await matching.startMatchRun();
  await matching.run(id);
  const run = (await matching.matchRuns()).items.find((one) => one.id === id);
  if (run?.state !== 'done') throw new Error(`the look ended ${run?.state}`);
  return { merged: run.merged, undecided: run.doubtful };
};

function* pieces(lines: readonly string[]): Generator<Buffer> {
  for (let from = 0; from < lines.length; from += 1000) yield Buffer.from(lines.slice(from, from + 1000).join(''));
}
