import { routes, type Use } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRead } from '../api/hooks.js';
import { Card, ErrorNote } from '../ui/index.js';
import styles from './audiences.module.css';

const PATHS: Readonly<Record<Use['kind'], string>> = {
  segment: '/audiences/segments',
  list: '/audiences/lists',
  journey: '/journeys',
  draft: '/journeys',
};

/** What names a segment or a list, read anew whenever it is looked at: it changes on other pages. */
export const useUses = (of: 'segment' | 'list', id: string) =>
  useRead(of === 'segment' ? routes.segmentUses : routes.listUses, { id }, { fresh: 0 });

/** What names a segment or a list, and which of it keeps it from being deleted. */
export const UsesCard = ({ of, id }: { of: 'segment' | 'list'; id: string }) => {
  const { t } = useTranslation();
  const uses = useUses(of, id);
  return (
    <Card title={t('audiences.uses.title')}>
      {uses.error ? <ErrorNote error={uses.error} retry={() => void uses.refetch()} /> : null}
      {uses.data?.uses.length === 0 ? <p className="muted small">{t(`audiences.uses.none.${of}`)}</p> : null}
      <ul className={styles.persons}>
        {uses.data?.uses.map((use) => (
          <li key={`${use.kind} ${use.id}`}>
            <Link to={`${PATHS[use.kind]}/${use.id}`}>
              <b className="ellipsis">{use.name}</b>
              <span className="tiny muted">{t(`audiences.uses.kind.${use.kind}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
      {uses.data?.uses.some(({ holds }) => holds) ? <p className="faint tiny">{t(`audiences.uses.held.${of}`)}</p> : null}
    </Card>
  );
};
