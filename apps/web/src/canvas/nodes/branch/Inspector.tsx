import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { newId } from '../../sheet/ids.js';
import type { InspectorProps } from '../inspectors.js';
import { Estimate } from './Estimate.js';
import { PathFields } from './PathFields.js';
import { WhichWay } from './WhichWay.js';

export const Inspector = ({ nodeId, data, change, fault }: InspectorProps<'branch'>) => {
  const { t } = useTranslation();
  const { paths } = data;
  const add = (): void =>
    change({ ...data, paths: [...paths, { id: newId('p'), name: t('nodes.branch.pathName', { number: paths.length + 1 }) }] });
  return (
    <>
      {paths.map((path, at) => (
        <PathFields
          key={path.id}
          nodeId={nodeId}
          path={path}
          number={at + 1}
          onChange={(next, thing) =>
            change({ ...data, paths: paths.map((each) => (each.id === path.id ? next : each)) }, `${path.id}.${thing}`)
          }
          onRaise={at === 0 ? undefined : () => change({ ...data, paths: paths.with(at, paths[at - 1] ?? path).with(at - 1, path) })}
          onRemove={paths.length > 1 ? () => change({ ...data, paths: paths.filter((each) => each.id !== path.id) }) : undefined}
        />
      ))}
      {fault(
        'too_few_paths',
        'empty_condition',
        'bad_condition',
        'unknown_attribute',
        'unknown_segment',
        'unknown_list',
        'message_node_unknown',
        'message_node_not_before',
      ) ? (
        <p className="small" style={{ color: 'var(--bad)' }} role="alert">
          {fault(
            'too_few_paths',
            'empty_condition',
            'bad_condition',
            'unknown_attribute',
            'unknown_segment',
            'unknown_list',
            'message_node_unknown',
            'message_node_not_before',
          )}
        </p>
      ) : null}
      <Button small icon="plus" onClick={add}>
        {t('nodes.branch.addPath')}
      </Button>
      <p className="small muted">{t('nodes.branch.elseHint')}</p>
      <Estimate nodeId={nodeId} paths={paths} />
      <WhichWay paths={paths} />
    </>
  );
};
