import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  ApprovalStatus,
  DeployedModel,
  DeployedVariant,
  SeenVersion,
} from '@ai-governance/plugin-ai-governance-common';
import { NO_VALUE, formatCounted, formatShare } from '../../format';
import { Section } from '../Section';
import { ApprovalBadge } from '../Versions';

const useStyles = makeStyles(
  theme => ({
    scroll: {
      overflowX: 'auto',
      '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
      '& td, & th': { padding: theme.spacing(0.75, 1), verticalAlign: 'top' },
    },
    row: { '&&': { backgroundColor: theme.palette.background.paper } },
    bar: {
      width: 120,
      height: 6,
      borderRadius: 3,
      overflow: 'hidden',
      backgroundColor: theme.palette.divider,
      '& > span': {
        display: 'block',
        height: '100%',
        backgroundColor: theme.palette.primary.main,
      },
    },
    model: { minWidth: 160 },
    nowrap: { whiteSpace: 'nowrap' },
  }),
  { name: 'AiGovernanceVariantTable' },
);

const HEADERS = [
  'Variant',
  'Traffic',
  'Model',
  'Approval',
  'Compute',
  'Status',
  'Capture',
];

/** What the registry said of a model when it was last seen behind a variant; null when it was not seen. */
function approvalOf(
  variant: DeployedVariant,
  model: DeployedModel,
  versions: SeenVersion[],
): ApprovalStatus | null {
  const seen = versions.find(
    version =>
      version.current &&
      version.variant === variant.name &&
      version.model.name === model.name &&
      version.model.version === model.version,
  );
  return seen?.approval ?? null;
}

function Traffic(props: { variant: DeployedVariant }) {
  const { role, trafficShare } = props.variant;
  const classes = useStyles();
  if (trafficShare === null) {
    return <>not known</>;
  }
  return (
    <>
      {formatShare(trafficShare, 1)}
      {role === 'shadow' ? ' of copies' : ' of requests'}
      <div className={classes.bar} aria-hidden>
        <span style={{ width: `${Math.min(1, trafficShare) * 100}%` }} />
      </div>
    </>
  );
}

function Model(props: { model: DeployedModel }) {
  const { name, version, entityRef, component } = props.model;
  const text = version === undefined ? name : `${name} version ${version}`;
  return (
    <>
      {entityRef ? <EntityRefLink entityRef={entityRef} title={text} /> : text}
      {component && (
        <Typography variant="caption" component="p" color="textSecondary">
          component {component}
        </Typography>
      )}
    </>
  );
}

/** Properties of {@link VariantTable}. */
export interface VariantTableProps {
  variants: DeployedVariant[];
  /** The latest versions seen; undefined while they are not known. */
  versions: SeenVersion[] | undefined;
}

/** Every variant with its share of the traffic, its models, and whether they are approved. */
export function VariantTable(props: VariantTableProps) {
  const { variants, versions = [] } = props;
  const classes = useStyles();
  return (
    <Section title="Variants" subtitle="As discovery saw them last.">
      <div
        className={classes.scroll}
        role="region"
        aria-label="Variants and their models"
        // A region that scrolls sideways must be reachable without a mouse.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <Table size="small">
          <TableHead>
            <TableRow className={classes.row}>
              {HEADERS.map(header => (
                <TableCell key={header} className={classes.nowrap}>
                  {header}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {variants.map(variant => (
              <TableRow key={variant.name} className={classes.row}>
                <TableCell component="th" role="rowheader" scope="row">
                  {variant.name}
                  {variant.role === 'shadow' && (
                    <Typography
                      variant="caption"
                      component="p"
                      color="textSecondary"
                    >
                      shadow: nobody sees its answers
                    </Typography>
                  )}
                </TableCell>
                <TableCell className={classes.nowrap}>
                  <Traffic variant={variant} />
                </TableCell>
                <TableCell className={classes.model}>
                  {variant.models.length === 0
                    ? NO_VALUE
                    : variant.models.map(model => (
                        <div key={`${model.name}/${model.component}`}>
                          <Model model={model} />
                        </div>
                      ))}
                </TableCell>
                <TableCell>
                  {variant.models.map(model => {
                    const approval = approvalOf(variant, model, versions);
                    return (
                      <div key={`${model.name}/${model.component}`}>
                        {approval ? (
                          <ApprovalBadge approval={approval} />
                        ) : (
                          NO_VALUE
                        )}
                      </div>
                    );
                  })}
                </TableCell>
                <TableCell className={classes.nowrap}>
                  {variant.compute ?? NO_VALUE}
                  {variant.instances !== undefined && (
                    <Typography
                      variant="caption"
                      component="p"
                      color="textSecondary"
                    >
                      {formatCounted(variant.instances, 'instance')}
                    </Typography>
                  )}
                </TableCell>
                <TableCell>{variant.status ?? NO_VALUE}</TableCell>
                <TableCell>{variant.capture ?? NO_VALUE}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </Section>
  );
}
