import type { TemplatePreview } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/index.js';
import styles from './preview.module.css';

/** What is wrong with a template, with the way to the line, and what it prints where an attribute is missing. */
export const Findings = ({ preview, onLine }: { preview: TemplatePreview; onLine(line: number): void }) => {
  const { t } = useTranslation();
  return (
    <div className={styles.findings}>
      <section>
        <h3 data-bad={preview.problems.length > 0 || undefined}>
          <Icon name={preview.problems.length > 0 ? 'warning' : 'check'} size={13} />
          {preview.problems.length > 0
            ? t('content.preview.problems', { count: preview.problems.length })
            : t('content.preview.noProblems')}
        </h3>
        <ul>
          {preview.problems.map((problem) => (
            <Problem key={`${problem.code}:${problem.line}:${problem.message}`} problem={problem} onLine={onLine} />
          ))}
        </ul>
      </section>
      <section>
        <h3>{t('content.preview.missing')}</h3>
        {preview.missing.length === 0 ? <p className="faint">{t('content.preview.missingNone')}</p> : null}
        <ul>
          {preview.missing.map(({ expression, prints }) => (
            <li key={expression}>
              <code>{expression}</code>
              <span data-empty={prints === '' || undefined}>
                {prints === '' ? t('content.preview.printsNothing') : t('content.preview.prints', { text: prints })}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
};

const Problem = ({ problem, onLine }: { problem: TemplatePreview['problems'][number]; onLine(line: number): void }) => {
  const { t } = useTranslation();
  const { line, message, code } = problem;
  const words = t(`content.problem.${code}`, { message, defaultValue: message });
  if (line === null) return <li>{words}</li>;
  return (
    <li>
      <button type="button" onClick={() => onLine(line)}>
        {t('content.preview.line', { line })}
      </button>
      {words}
    </li>
  );
};
