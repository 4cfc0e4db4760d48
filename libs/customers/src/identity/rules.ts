import { type IdentityRules, identityRulesSchema } from '@wayfare/contracts';
import { invalid } from '@wayfare/kernel';
import { readSettings, type Sql, type WorkspaceSettings } from '@wayfare/platform';
import { z } from 'zod';
import { isCallingCode } from './phone.js';

const inExtra = z.object({ identity: identityRulesSchema.prefault({}) });

/** By what customers are taken for one person: among the settings of the workspace. */
export const identityRulesIn = ({ extra }: Pick<WorkspaceSettings, 'extra'>): IdentityRules => inExtra.parse(extra).identity;

export const readIdentityRules = async (sql: Sql): Promise<IdentityRules> => identityRulesIn(await readSettings(sql));

/** @throws AppError `invalid` where no country has the code of numbers without one */
export const refuseUnknownCode = ({ callingCode }: Pick<IdentityRules, 'callingCode'>): void => {
  if (!isCallingCode(callingCode))
    throw invalid('The rules cannot be used as given.', [
      { path: 'callingCode', code: 'not_a_calling_code', message: 'no country has this code' },
    ]);
};
