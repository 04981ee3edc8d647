import { type ReactNode, useEffect, useState } from 'react';

/** How long something takes before it is worth saying so. */
export const QUIET_MILLIS = 150;
/** When a skeleton is no longer enough and progress is told. */
export const PROGRESS_MILLIS = 1000;

/** Whether `millis` have passed since `running` became true. */
export function useAfter(running: boolean, millis: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    setPassed(false);
    if (!running) return;
    const timer = setTimeout(() => setPassed(true), millis);
    return () => clearTimeout(timer);
  }, [running, millis]);
  return running && passed;
}

/** Shows its children only when what they stand for takes longer than a blink. */
export function Delayed({ children }: { children: ReactNode }) {
  return useAfter(true, QUIET_MILLIS) ? children : null;
}
