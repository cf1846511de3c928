/** Metrics that target tracking cannot follow, since they do not fall as capacity is added. */
const KINDS = [
  {
    metric: /^AWS\/SQS ApproximateNumberOfMessages/,
    says: (of: Scaled) =>
      `counts a whole queue: twice the ${of.units} do not halve it at once, so the ${of.whole} grows to ` +
      `${of.maximum} and falls back. Track the backlog per ${of.unit} with metric math.`,
  },
  {
    metric: /^AWS\/(?:ApplicationELB|ELB) (?:TargetResponseTime|Latency)\b/,
    says: (of: Scaled) =>
      `is a latency: it depends on more than the number of ${of.units}, and target tracking needs a ` +
      'metric that falls as they grow. Use step scaling for it.',
  },
  {
    metric: /^AWS\/(?:ApplicationELB|ELB) RequestCount(?: \(|$)/,
    says: (of: Scaled) =>
      `counts all requests, however many ${of.units} share them: the ${of.whole} never meets its target. ` +
      'Use ALBRequestCountPerTarget.',
  },
];

/** What is scaled, for people. */
interface Scaled {
  readonly unit: string;
  readonly units: string;
  readonly whole: string;
  /** The property that caps it. */
  readonly maximum: string;
}

/** Why a metric does not serve target tracking; `undefined` where nothing is known against it. */
export function whyDisproportionate(metric: string, scaled: Scaled): string | undefined {
  const kind = KINDS.find((each) => each.metric.test(metric));
  return kind && `${metric} ${kind.says(scaled)}`;
}
