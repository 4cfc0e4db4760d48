import { routes } from '@wayfare/contracts';
import { useRead, useWrite } from '../api/hooks.js';
import { useMe } from '../app/session.js';

const PATH = '/me/morning-mail';

/** Which reports the reader gets by mail each morning; nothing for those who have no mailbox of their own. */
export const useMorningMail = () => {
  const isPerson = useMe()?.user != null;
  const { data } = useRead(routes.morningMail, {}, { enabled: isPerson });
  const change = useWrite(routes.changeMorningMail, { refreshes: [PATH] });
  return {
    /** Absent until it is known. */
    mail: isPerson ? data : undefined,
    followAll: (all: boolean): void => change.mutate({ body: { all } }),
    follow: (journeyId: string, follows: boolean): void => change.mutate({ body: follows ? { follow: journeyId } : { leave: journeyId } }),
  };
};
