import { useEffect } from 'react';

/** ⌘↵ from anywhere on the page; `null` while it means nothing. */
export const useLaunchKey = (onKey: (() => unknown) | null): void => {
  useEffect(() => {
    if (!onKey) return undefined;
    const listen = (event: KeyboardEvent): void => {
      // held down it would open the sheet and launch in one go
      if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || event.isComposing || event.repeat) return;
      event.preventDefault();
      onKey();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [onKey]);
};
