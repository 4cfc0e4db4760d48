import { routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { Button, Icon } from '../../ui/index.js';
import customers from '../customers.module.css';

const EVERY = 5000;

/** How far working out the rules has come, or why it has not; nothing where all is well. */
export const RunStrip = () => {
  const { t } = useTranslation();
  const may = useMay(routes.cancelTags);
  const { data } = useRead(routes.tagRun, {}, { every: EVERY });
  const cancel = useWrite(routes.cancelTags, { refreshes: ['/tag'] });
  const run = data?.run;
  if (!run || run.state === 'done') return null;
  const isUnderWay = run.state === 'queued' || run.state === 'running';
  const words =
    run.state === 'running' && run.stepsTotal > 0
      ? t('tags.run.running', { done: run.stepsDone, total: run.stepsTotal })
      : t(`tags.run.${isUnderWay ? 'waiting' : run.state === 'failed' ? 'failed' : 'cancelled'}`);
  return (
    <div className={customers.strip} role="status">
      <Icon name={run.state === 'failed' ? 'warning' : 'refresh'} size={15} />
      <span className="grow">{words}</span>
      {may && isUnderWay ? (
        <Button small busy={cancel.isPending} onClick={() => cancel.mutate({})}>
          {t('tags.run.cancel')}
        </Button>
      ) : null}
    </div>
  );
};
