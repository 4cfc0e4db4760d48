import { type Alike, type LookAlike, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { usePages } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Chip, type Column, DataTable, EmptyState, personName } from '../../ui/index.js';
import styles from './alike.module.css';
import { useTelling } from './use-telling.js';
import { reasonWords } from './words.js';

/** Whom a search found, the most alike first, each with what says most for it. */
export const AlikePeople = ({ one }: { one: LookAlike }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const telling = useTelling();
  const navigate = useNavigate();
  const pages = usePages(routes.lookAlikePeople, { id: one.id });
  const columns: Column<Alike>[] = [
    { key: 'rank', head: t('alike.people.rank'), cell: ({ rank }) => format.number(rank), numeric: true, width: 70 },
    { key: 'name', head: t('alike.people.name'), cell: ({ customer }) => <b>{personName(customer)}</b>, width: '24%' },
    { key: 'likeness', head: t('alike.people.likeness'), cell: ({ likeness }) => likeness.toFixed(1), numeric: true, width: 90 },
    {
      key: 'why',
      head: t('alike.people.why'),
      cell: ({ reasons }) => (
        <span className={styles.why}>
          {reasons.map(({ part, bin }) => {
            const [said, answer] = [one.parts[part], one.parts[part]?.bins[bin]];
            return said && answer ? <Chip key={`${part} ${bin}`}>{reasonWords(said, answer, telling)}</Chip> : null;
          })}
        </span>
      ),
    },
  ];
  return (
    <DataTable
      label={t('alike.people.title')}
      columns={columns}
      pages={pages}
      rowKey={({ customer }) => customer.id}
      onRow={({ customer }) => void navigate(`/customers/${customer.id}`)}
      empty={<EmptyState icon="people" title={t('alike.people.empty')} />}
    />
  );
};
