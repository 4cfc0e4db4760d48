import { type Journey, routes, type TestRun } from '@wayfare/contracts';
import type { Graph } from '@wayfare/journey';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../api/hooks.js';
import { explain } from '../../api/problem.js';
import { Button } from '../../ui/Button.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { RunView } from './RunView.js';
import { Setup } from './Setup.js';

const LOOK_AGAIN_MS = 500;

const isUnderWay = (run: TestRun | undefined): boolean => run === undefined || (run.state !== 'done' && run.state !== 'failed');

/** A test run: who goes, what they do, and then how it went. */
export const TestRunPanel = ({ journey, graph }: { journey: Journey; graph: Graph }) => {
  const { t } = useTranslation();
  const [runId, setRunId] = useState<string | null>(null);
  const start = useWrite(routes.startTestRun, { quiet: true, onDone: ({ id }) => setRunId(id) });
  const [isOver, setOver] = useState(false);
  const run = useRead(
    routes.testRun,
    { id: journey.id, number: Number(runId ?? 0) },
    { enabled: runId !== null, every: isOver ? false : LOOK_AGAIN_MS, fresh: 0 },
  );
  if (runId !== null && !isOver && run.data && !isUnderWay(run.data)) setOver(true);
  if (runId === null)
    return (
      <Setup
        graph={graph}
        busy={start.isPending}
        error={start.error ? explain(start.error, t) : null}
        onStart={(body) => start.mutate({ id: journey.id, body })}
      />
    );
  return (
    <>
      {run.error ? <ErrorNote error={run.error} retry={() => void run.refetch()} /> : null}
      {run.data?.state === 'failed' ? <p className="small">{t('testRun.failed')}</p> : null}
      {run.data?.result ? (
        <RunView key={runId} run={run.data} result={run.data.result} />
      ) : run.error || run.data?.state === 'failed' ? null : (
        <p className="small muted" role="status">
          {t('testRun.working')}
        </p>
      )}
      <Button
        small
        icon="refresh"
        onClick={() => {
          setRunId(null);
          setOver(false);
        }}
      >
        {t('testRun.again')}
      </Button>
    </>
  );
};
