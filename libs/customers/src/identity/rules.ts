import { type IdentityRules, identityRulesSchema } from '@wayfare/contracts';
import { readSettings, type Sql, type WorkspaceSettings } from '@wayfare/platform';
import { z } from 'zod';

const inExtra = z.object({ identity: identityRulesSchema.prefault({}) });

/** By what customers are taken for one person: among the settings of the workspace. */
export const identityRulesIn = ({ extra }: Pick<WorkspaceSettings, 'extra'>): IdentityRules => inExtra.parse(extra).identity;

export const readIdentityRules = async (sql: Sql): Promise<IdentityRules> => identityRulesIn(await readSettings(sql));
