import type { ReactNode } from 'react';
import { create } from 'zustand';

export interface Question {
  readonly title: string;
  /** What the act will affect, with its number: "312 people leave the journey now." */
  readonly affects: ReactNode;
  /** The act itself, as the button says it. Never "OK". */
  readonly action: string;
  /** Where the act can't be undone for many: this has to be typed first (the name of the thing). */
  readonly typed?: string | undefined;
}

interface Asked extends Question {
  answer(yes: boolean): void;
}

/** The question that is open now, if any; `ConfirmHost` shows it. */
export const useQuestion = create<{ readonly asked: Asked | null }>(() => ({ asked: null }));

/** Asks before something is taken away: `if (await confirmDestructive({…})) …`. */
export const confirmDestructive = (question: Question): Promise<boolean> =>
  new Promise((resolve) => {
    useQuestion.getState().asked?.answer(false);
    const answer = (yes: boolean): void => {
      useQuestion.setState({ asked: null });
      resolve(yes);
    };
    useQuestion.setState({ asked: { ...question, answer } });
  });
