/** Whether a resource of AWS is one of Terraform, by what others of its stack call it: `module.web.aws_ecs_service.this`. */
export function isOfTerraform(resource: string): boolean {
  return resource.startsWith('aws_') || resource.includes('.aws_');
}

/** What a setting of AWS is called where a resource is written: `desired_count` of Terraform is `DesiredCount` elsewhere. */
export function settingOfAws(resource: string, inTerraform: string): string {
  if (isOfTerraform(resource)) return inTerraform;
  return inTerraform.replace(/(?:^|_)(\w)/g, (_, first: string) => first.toUpperCase());
}
