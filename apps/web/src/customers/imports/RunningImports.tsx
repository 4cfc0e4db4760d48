import { type Import, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { ButtonLink, Icon } from '../../ui/index.js';
import styles from '../customers.module.css';
import { isUnderWay, linesDone, progressOf } from './estimate.js';
import { useUpload } from './upload.js';

const EVERY = 2000;
const SELDOM = 30_000;

/** What is being imported just now, on top of the customers: an import goes on when its page is left. */
export const RunningImports = () => {
  const { t } = useTranslation();
  const sending = useUpload((state) => state.sending);
  const imports = useRead(routes.imports, { query: { limit: 10 } }, { every: sending === null ? SELDOM : EVERY });
  const running = imports.data?.items.filter(isUnderWay) ?? [];
  return (
    <>
      {sending ? (
        <div className={styles.strip} role="status">
          <Icon name="upload" size={15} />
          <span className="grow">{t('customers.imports.sending', { name: sending.fileName })}</span>
        </div>
      ) : null}
      {running.map((one) => (
        <Strip key={one.id} id={one.id} />
      ))}
    </>
  );
};

const Strip = ({ id }: { id: string }) => {
  const { t } = useTranslation();
  const one = useRead(routes.import, { id }, { every: EVERY }).data;
  if (!one) return null;
  return (
    <div className={styles.strip} role="status">
      <Icon name="upload" size={15} />
      <span className="grow">
        <Words one={one} />
      </span>
      <ButtonLink small to={`/customers/imports/${one.id}`}>
        {t('customers.imports.watch')}
      </ButtonLink>
    </div>
  );
};

const Words = ({ one }: { one: Import }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const done = linesDone(one);
  const known = progressOf(done, one.rows);
  const progress = known
    ? t('customers.imports.progress', { done: number(done), total: number(known.of) })
    : t('customers.imports.progressOnly', { done: number(done) });
  return t('customers.imports.runningStrip', { name: one.fileName, progress });
};
