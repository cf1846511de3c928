const USER_GUIDE = 'https://docs.aws.amazon.com/autoscaling/ec2/userguide';
const API = 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference';

/** Sources published by or about aws. */
export const aws = {
  'aws.autoscaling.capacity-limits': {
    title: 'Amazon EC2 Auto Scaling: Set scaling limits for your Auto Scaling group',
    url: `${USER_GUIDE}/asg-capacity-limits.html`,
  },
  'aws.autoscaling.create-group': {
    title: 'Amazon EC2 Auto Scaling API: CreateAutoScalingGroup',
    url: `${API}/API_CreateAutoScalingGroup.html`,
  },
  'aws.autoscaling.put-policy': {
    title: 'Amazon EC2 Auto Scaling API: PutScalingPolicy',
    url: `${API}/API_PutScalingPolicy.html`,
  },
  'aws.autoscaling.elb-health-checks': {
    title: 'Amazon EC2 Auto Scaling: Add Elastic Load Balancing health checks',
    url: `${USER_GUIDE}/as-add-elb-healthcheck.html`,
  },
  'aws.autoscaling.grace-period': {
    title: 'Amazon EC2 Auto Scaling: Set the health check grace period',
    url: `${USER_GUIDE}/health-check-grace-period.html`,
  },
  'aws.autoscaling.instance-refresh': {
    title: 'Amazon EC2 Auto Scaling: Replace instances with an instance refresh',
    url: `${USER_GUIDE}/asg-instance-refresh.html`,
  },
  'aws.autoscaling.target-tracking': {
    title: 'Amazon EC2 Auto Scaling: Target tracking scaling policies',
    url: `${USER_GUIDE}/as-scaling-target-tracking.html`,
  },
  'aws.autoscaling.step-scaling': {
    title: 'Amazon EC2 Auto Scaling: Step and simple scaling policies',
    url: `${USER_GUIDE}/as-scaling-simple-step.html`,
  },
  'aws.autoscaling.cooldowns': {
    title: 'Amazon EC2 Auto Scaling: Scaling cooldowns',
    url: `${USER_GUIDE}/ec2-auto-scaling-scaling-cooldowns.html`,
  },
  'aws.securityhub.autoscaling': {
    title: 'AWS Security Hub: Amazon EC2 Auto Scaling controls',
    url: 'https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html',
  },
} as const;
