import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';

/**
 * How the program's own instances start: in the smallest size, with an encrypted disk, and with no credentials of the role for a
 * request without a session token (IMDSv2).
 *
 * @param script what root runs at the first start
 * @returns the input `launchTemplate` of an instance. A change of the script is a new version, and so a new instance
 */
export function createLaunchTemplate(name: string, script: string, opts: pulumi.CustomResourceOptions) {
  const template = new aws.ec2.LaunchTemplate(
    name,
    {
      // Resolved at launch, so replacing the instance also patches it.
      imageId: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
      instanceType: 't4g.nano',
      metadataOptions: { httpTokens: 'required', httpEndpoint: 'enabled' },
      blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: { encrypted: 'true', volumeSize: 8, volumeType: 'gp3' } }],
      userData: Buffer.from(script).toString('base64'),
      updateDefaultVersion: true,
    },
    opts,
  );
  return { id: template.id, version: template.latestVersion.apply(String) };
}
