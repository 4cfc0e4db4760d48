import { useQueryClient } from '@tanstack/react-query';
import { type Journey, routes } from '@wayfare/contracts';
import { useEffect, useState } from 'react';
import { useBeforeUnload } from 'react-router';
import { useStore } from 'zustand';
import { call } from '../../api/client.js';
import { keyOf } from '../../api/hooks.js';
import { ApiError } from '../../api/problem.js';
import { useMay } from '../../app/session.js';
import { useUnsaved } from '../../app/use-unsaved.js';
import { Autosave } from '../store/autosave.js';
import { useCanvasStore } from '../store/context.js';

/** Saves the drawing of a journey by itself for as long as its page is open, and what is left when it closes. */
export const useAutosave = (journey: Journey): Autosave => {
  const canvas = useCanvasStore();
  const client = useQueryClient();
  const mayDraw = useMay(routes.saveDraft);
  const [autosave] = useState(
    () =>
      new Autosave({
        canvas,
        revision: journey.revision,
        save: (graph, revision) =>
          call(routes.saveDraft, { id: journey.id, body: { graph }, ifMatch: revision }).catch((error: unknown) => {
            // the page then asks to sign in again, and what is drawn is saved afterwards
            if (error instanceof ApiError && error.status === 401) void client.invalidateQueries({ queryKey: keyOf(routes.me) });
            throw error;
          }),
        read: () => call(routes.journey, { id: journey.id }),
        restore: (number, revision) => call(routes.restoreVersion, { id: journey.id, number, ifMatch: revision }),
        onSaved: (saved) => client.setQueryData(keyOf(routes.journey, { id: journey.id }), saved),
      }),
  );
  useEffect(() => (mayDraw ? autosave.start() : undefined), [autosave, mayDraw]);
  // what the server does not take just now must not be left behind without a question
  useUnsaved(useStore(autosave.state, (state) => state.status === 'failed'));
  useBeforeUnload((event) => {
    if (autosave.isDirty) event.preventDefault();
  });
  return autosave;
};
