// Parts that most pages do without come when they are first shown: who opens a list waits for no charts.
import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Problem } from '../http/client';
import { Empty, Notice } from './Notice';

export function later<TProps extends object>(load: () => Promise<FunctionComponent<TProps>>): FunctionComponent<TProps> {
  let loaded: FunctionComponent<TProps> | undefined;
  return function Later(props: TProps) {
    const [, drawAgain] = useState(0);
    const [problem, setProblem] = useState<Problem>();
    useEffect(() => {
      if (loaded) return;
      load().then(
        (part) => {
          loaded = part;
          drawAgain((round) => round + 1);
        },
        // The host was replaced by a newer one while this page was open: its parts have other names.
        () => setProblem(new Problem(0, 'portal', 'A part of this page could not be loaded. Load the page anew.')),
      );
    }, []);
    const Part = loaded;
    return Part ? <Part {...props} /> : problem ? <Notice problem={problem} /> : <Empty loading>{''}</Empty>;
  };
}
