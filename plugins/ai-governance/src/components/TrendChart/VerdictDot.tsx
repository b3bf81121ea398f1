import type { Verdict } from '@ai-governance/plugin-ai-governance-common';
import { useVerdictColors } from '../Verdict';

/** Properties of {@link VerdictDot}; the first two are pixels and absent for a point that has no value. */
export interface VerdictDotProps {
  cx?: number | null;
  cy?: number | null;
  verdict: Verdict;
  size?: number;
}

/** A point of a line: a circle, a triangle or a diamond by its verdict, so that colour is not needed to read it. */
export function VerdictDot(props: VerdictDotProps) {
  const { cx, cy, verdict, size = 4 } = props;
  const color = useVerdictColors()[verdict].strong;
  if (
    cx === undefined ||
    cx === null ||
    cy === undefined ||
    cy === null ||
    Number.isNaN(cy)
  ) {
    return null;
  }
  switch (verdict) {
    case 'fail': {
      const r = size * 1.3;
      return (
        <path
          d={`M${cx} ${cy - r}l${r} ${r}l${-r} ${r}l${-r} ${-r}Z`}
          fill={color}
        />
      );
    }
    case 'warn': {
      const r = size * 1.2;
      return (
        <path d={`M${cx} ${cy - r}l${r} ${r * 1.8}h${-2 * r}Z`} fill={color} />
      );
    }
    default:
      return <circle cx={cx} cy={cy} r={size * 0.7} fill={color} />;
  }
}
