import { type Import, routes } from '@wayfare/contracts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { urlOf } from '../../api/client.js';
import { useRead } from '../../api/hooks.js';
import { ButtonLink, Card } from '../../ui/index.js';
import { Figures } from './Figures.js';
import styles from './imports.module.css';
import { matchingWords } from './matching-words.js';
import { Progress } from './Progress.js';
import { problemWords } from './problem-words.js';

interface CheckResultProps {
  readonly id: string;
  /** Whether something was changed since, so that it no longer speaks of what would be imported. */
  readonly hasChanged: boolean;
  /** The file is no longer there: the check failed, or somebody dropped it. */
  onGone(): void;
}

const EVERY = 700;

/** What an import would do, as the whole file was read for it; nothing is stored yet. */
export const CheckResult = ({ id, hasChanged, onGone }: CheckResultProps) => {
  const { t } = useTranslation();
  const { data: one } = useRead(routes.import, { id }, { every: EVERY, fresh: 0 });
  const isGone = one?.state === 'cancelled';
  useEffect(() => {
    if (isGone) onGone();
  }, [isGone, onGone]);
  if (!one) return null;
  return (
    <Card title={t(hasChanged ? 'customers.imports.checkOld' : 'customers.imports.checkTitle')} lead={t('customers.imports.checkLead')}>
      {one.state === 'checking' ? <Progress one={one} /> : null}
      {one.error ? (
        <p role="alert" style={{ color: 'var(--bad)' }}>
          {problemWords(one.error, t)}
        </p>
      ) : null}
      {one.check ? <CheckFigures one={one} check={one.check} /> : null}
      {one.check?.matched ? <p className="muted small">{matchingWords(one, t)}</p> : null}
      {one.check && one.rejected > 0 ? (
        <p className={styles.rejects}>
          <ButtonLink small href={urlOf(routes.rejectedRows, one.id)} icon="download" download>
            {t('customers.imports.download')}
          </ButtonLink>
        </p>
      ) : null}
    </Card>
  );
};

/** What a check found, in figures. */
export const CheckFigures = ({ one, check }: { one: Import; check: NonNullable<Import['check']> }) => (
  <Figures
    of={[
      ['good', check.good],
      ['rejected', one.rejected],
      ['skipped', one.skipped],
      ...matchedFigures(one.kind, check),
      ...(one.kind === 'products' || (one.kind === 'customers' && check.matched)
        ? []
        : ([
            ['newCustomers', check.newCustomers],
            ['knownCustomers', check.knownCustomers],
          ] as const)),
    ]}
  />
);

const matchedFigures = (kind: Import['kind'], { matched }: NonNullable<Import['check']>) => {
  if (!matched || (kind !== 'customers' && kind !== 'orders' && kind !== 'products')) return [];
  return (['made', 'changed', 'unchanged'] as const).map((fate) => [`matched.${kind}.${fate}`, matched[fate]] as const);
};
