import Typography from '@material-ui/core/Typography';
import type { DriftTestResult } from '@ai-governance/plugin-ai-governance-common';
import { METHODS } from '../../format';
import { VerdictBadge } from '../Verdict';

/** Checks of the run as a whole, such as its volume; one line each, nothing where all is well. */
export function CheckLines(props: { checks: DriftTestResult[] }) {
  return (
    <>
      {props.checks
        .filter(check => check.verdict !== 'pass')
        .map(check => (
          <Typography key={check.method} variant="body2" component="p">
            <strong>{METHODS[check.method].name}:</strong>{' '}
            <VerdictBadge verdict={check.verdict} /> {check.reason}
          </Typography>
        ))}
    </>
  );
}
