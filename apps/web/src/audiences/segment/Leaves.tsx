import type { ReplyOf, routes } from '@wayfare/contracts';
import type { Condition, Leaf } from '@wayfare/kernel';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/index.js';
import styles from '../audiences.module.css';
import { isAboutSeveral } from '../condition/fields.js';
import { leafAt } from '../condition/leaf-at.js';
import type { Names } from '../condition/names.js';
import { sentenceOf } from '../condition/sentence.js';

interface LeavesProps {
  readonly leaves: ReplyOf<typeof routes.matchSegment>['leaves'];
  readonly condition: Condition;
  readonly names: Names;
}

/** The questions of a condition with their answers for one person, and what was found. */
export const Leaves = ({ leaves, condition, names }: LeavesProps) => {
  const { t } = useTranslation();
  return (
    <ul className={styles.leaves}>
      {leaves.map(({ path, holds, saw }) => {
        const leaf = leafAt(condition, path);
        return (
          <li key={path} data-holds={holds || undefined}>
            <Icon name={holds ? 'check' : 'close'} size={14} />
            <span>
              <span className="visually-hidden">{t(`audiences.segment.match.${holds ? 'holds' : 'fails'}`)} </span>
              {leaf ? sentenceOf(leaf, t, names) : path}
              {leaf ? <Saw leaf={leaf} saw={saw} /> : null}
            </span>
          </li>
        );
      })}
    </ul>
  );
};

/** What was found in place of what was asked; a segment, a list or a message says it all by its yes or no. */
const Saw = ({ leaf, saw }: { leaf: Leaf; saw: unknown }) => {
  const { t } = useTranslation();
  if ('segment' in leaf || 'list' in leaf || 'message' in leaf) return null;
  return (
    <span className="faint">
      {' '}
      · {isAboutSeveral(leaf) && !leaf.measure ? t('audiences.segment.match.sawTimes', { count: Number(saw) }) : sawWords(saw, t)}
    </span>
  );
};

const sawWords = (saw: unknown, t: TFunction): string => {
  const isNothing = saw === null || saw === undefined || saw === '' || (Array.isArray(saw) && saw.length === 0);
  if (isNothing) return t('audiences.segment.match.sawNothing');
  if (typeof saw === 'boolean') return t('audiences.segment.match.saw', { value: t(`condition.boolean.${saw}`) });
  const value = Array.isArray(saw) ? saw.join(', ') : typeof saw === 'object' ? JSON.stringify(saw) : String(saw);
  return t('audiences.segment.match.saw', { value });
};
