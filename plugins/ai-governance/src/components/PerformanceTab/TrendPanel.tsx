import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import ToggleButton from '@material-ui/lab/ToggleButton';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';
import type {
  PerformanceLimit,
  PerformanceMetric,
  PerformancePoint,
  PerformanceRun,
} from '@ai-governance/plugin-ai-governance-common';
import { PERFORMANCE_METRIC_WORDS } from '../../outcomes';
import { ChoiceField } from '../Outcomes';
import { Section, useToggleStyles } from '../Section';
import { TrendChart } from './TrendChart';

const RANGES = [7, 14, 35];

/** Properties of {@link TrendPanel}. */
export interface TrendPanelProps {
  run: PerformanceRun;
  metric: PerformanceMetric;
  /** Those that can be chosen. */
  metrics: PerformanceMetric[];
  onMetric(metric: PerformanceMetric): void;
  /** Of the metric, oldest first. */
  points: PerformancePoint[];
  limits: PerformanceLimit[];
  /** Milliseconds since 1970. */
  period: { from: number; to: number };
  days: number;
  onDays(days: number): void;
}

/** One metric by day: metric and period can be chosen. */
export function TrendPanel(props: TrendPanelProps) {
  const { run, metric, metrics, onMetric, points, limits, period } = props;
  const toggle = useToggleStyles();
  const { name, explanation } = PERFORMANCE_METRIC_WORDS[metric];
  return (
    <Section
      title={`${name} by day`}
      subtitle={`${run.variant}. ${explanation}`}
      actions={
        <Box display="flex" flexWrap="wrap" gridGap={8}>
          <ChoiceField
            label="Metric"
            choices={metrics.map(each => ({
              value: each,
              text: PERFORMANCE_METRIC_WORDS[each].name,
            }))}
            value={metric}
            onChange={next => onMetric(next as PerformanceMetric)}
          />
          <ToggleButtonGroup
            exclusive
            size="small"
            value={props.days}
            onChange={(_, next) => next && props.onDays(next)}
            aria-label="Period"
          >
            {RANGES.map(range => (
              <ToggleButton key={range} classes={toggle} value={range}>
                {range} days
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </Box>
      }
    >
      {points.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          No day of this period has labels.
        </Typography>
      ) : (
        <TrendChart
          metric={metric}
          points={points}
          limit={limits.find(each => each.metric === metric)}
          baseline={
            run.baseline?.estimates.find(each => each.metric === metric)
              ?.value ?? null
          }
          period={period}
        />
      )}
    </Section>
  );
}
