import type { BodyOf, ReplyOf, routes } from '@wayfare/contracts';
import type { Clock } from '@wayfare/kernel';
import { type Database, recordChange, type Sql } from '@wayfare/platform';
import { type Asker, personOf } from '../asker.js';
import { TAKE_AS_TOLD, WANT, WANTED } from './task-mails.sql.js';

type Setting = ReplyOf<typeof routes.taskMail>;

/** Whether a person gets their tasks by mail: everybody does until they say otherwise. */
export class TaskMailSetting {
  constructor(private readonly deps: { readonly database: Database; readonly clock: Clock }) {}

  async taskMail(asker: Asker): Promise<Setting> {
    return read(this.deps.database, personOf(asker));
  }

  /** Who wants them again is told of what comes from now on, not of what came meanwhile. */
  async changeTaskMail(asker: Asker, { wanted }: BodyOf<typeof routes.changeTaskMail>): Promise<Setting> {
    const userId = personOf(asker);
    const { database, clock } = this.deps;
    return database.transaction(async (tx) => {
      const before = await read(tx, userId);
      if (before.wanted === wanted) return before;
      await tx.query(WANT, [userId, wanted]);
      if (wanted) await tx.query(TAKE_AS_TOLD, [userId]);
      await recordChange(tx, clock, {
        action: 'updated',
        kind: 'user',
        id: userId,
        before: { taskMails: before.wanted },
        after: { taskMails: wanted },
      });
      return { wanted };
    });
  }
}

const read = async (sql: Sql, userId: string): Promise<Setting> => {
  const [row] = await sql.query<Setting & object>(WANTED, [userId]);
  return row ?? { wanted: false };
};
