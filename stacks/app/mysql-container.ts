import type * as pulumi from '@pulumi/pulumi';
import { type Container, containerSecurity, type MountedFiles, mounts, resources } from '../cluster/restricted-pod.ts';
import { databaseName, databasePort } from './database.ts';

const size = { cpu: '250m', memory: '768Mi', memoryLimit: '1Gi', scratch: '1Gi' };

/** The server's certificate, its key and its authority, as files. */
export function tlsFiles(secret: pulumi.Input<string>): MountedFiles {
  return { name: 'tls', directory: '/etc/mysql-tls', from: { secret }, keys: ['ca.crt', 'tls.crt', 'tls.key'] };
}

const data = { name: 'data', mountPath: '/var/lib/mysql' } as const;

/**
 * Empties a volume that is new, before MySQL starts: it initialises an empty folder only, and a new ext4 has `lost+found`
 * (docker-library/mysql#186). With a subfolder of the volume instead, a volume from before would look empty.
 */
export function newVolumeContainer(image: pulumi.Input<string>): Container {
  const found = `${data.mountPath}/lost+found`;
  return {
    name: 'new-volume',
    image,
    imagePullPolicy: 'Always',
    // With recovered files in it, it stays.
    command: ['bash', '-c', `if [ -d ${found} ]; then rmdir --ignore-fail-on-non-empty ${found}; fi`],
    resources: resources({ cpu: '10m', memory: '32Mi', memoryLimit: '64Mi' }),
    securityContext: containerSecurity,
    volumeMounts: [data],
  };
}

/** MySQL as an unprivileged user. It accepts only TLS. */
export function mysqlContainer(
  image: pulumi.Input<string>,
  rootSecret: pulumi.Input<string>,
  certificate: pulumi.Input<string>,
): Container {
  // Without a password: "access denied" also shows that the server runs, and probes must not hold secrets.
  const ping = { exec: { command: ['mysqladmin', 'ping', '--host=127.0.0.1', '--silent'] }, timeoutSeconds: 5 };
  return {
    name: 'mysql',
    image,
    imagePullPolicy: 'Always',
    args: [
      '--require-secure-transport=ON',
      '--ssl-ca=/etc/mysql-tls/ca.crt',
      '--ssl-cert=/etc/mysql-tls/tls.crt',
      '--ssl-key=/etc/mysql-tls/tls.key',
      '--innodb-buffer-pool-size=256M',
      '--character-set-server=utf8mb4',
    ],
    ports: [{ name: 'mysql', containerPort: databasePort }],
    env: [
      { name: 'MYSQL_DATABASE', value: databaseName },
      { name: 'MYSQL_ROOT_HOST', value: '%' },
      { name: 'MYSQL_ROOT_PASSWORD', valueFrom: { secretKeyRef: { name: rootSecret, key: 'password' } } },
    ],
    resources: resources(size),
    securityContext: containerSecurity,
    startupProbe: { ...ping, periodSeconds: 5, failureThreshold: 60 },
    readinessProbe: { ...ping, periodSeconds: 10 },
    livenessProbe: { ...ping, periodSeconds: 20, failureThreshold: 6 },
    volumeMounts: [
      ...mounts([tlsFiles(certificate)]).volumeMounts,
      data,
      { name: 'run', mountPath: '/var/run/mysqld' },
      { name: 'scratch', mountPath: '/tmp' },
    ],
  };
}
