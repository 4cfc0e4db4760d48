import type { JourneyChanges } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../nodes/WordsProvider.js';
import styles from './changes.module.css';
import { type Drawings, tell } from './told.js';

const SIGNS = { added: '+', removed: '−', changed: '→' } as const;

/** The draft against what runs: a line of words for each difference. */
export const Differences = ({ changes, drawings }: { changes: JourneyChanges; drawings: Drawings }) => {
  const { t } = useTranslation();
  const told = tell(changes, drawings, useWords());
  return (
    <section>
      <h3>{t('changes.title', { version: changes.version })}</h3>
      {told.length === 0 ? <p className="small muted">{t('changes.none')}</p> : null}
      <ul className={styles.told}>
        {told.map(({ key, tone, text, turn }) => (
          <li key={key} data-tone={tone}>
            <span aria-hidden>{SIGNS[tone]}</span>
            <div>
              {text}
              {turn ? (
                <p className="small muted">
                  <del>{turn.before}</del> <ins>{turn.after}</ins>
                </p>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
};
