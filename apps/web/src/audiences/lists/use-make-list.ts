import { routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useWrite } from '../../api/hooks.js';
import { toastDone } from '../../ui/index.js';

interface MakeListOptions {
  onMade(): void;
  /** Whether the page changes to the new list; not where something unsaved would be left behind. */
  readonly opensIt: boolean;
}

/** Makes a list and says how many people it holds. */
export const useMakeList = ({ onMade, opensIt }: MakeListOptions) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return useWrite(routes.createList, {
    refreshes: ['/lists'],
    onDone: (list) => {
      toastDone(t('common.people.listMade', { name: list.name, count: list.people }));
      onMade();
      if (opensIt) void navigate(`/audiences/lists/${list.id}`);
    },
  });
};
