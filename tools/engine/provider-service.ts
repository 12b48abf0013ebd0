import * as grpc from '@grpc/grpc-js';
import provider from '@pulumi/pulumi/proto/provider_pb.js';

type Properties = Readonly<Record<string, unknown>>;
type Call<Request> = grpc.ServerUnaryCall<Request, unknown>;

/** Inputs of a provider resource whose change makes it another provider, so that all its resources are replaced. */
export type ReplacedSettings = (urn: string, olds: Properties, news: Properties) => readonly string[];

/**
 * Completes the provider server of the Pulumi SDK, which answers neither previews nor changed settings of a provider. Without
 * it, a preview would know no output of an updated resource, unlike with the providers of AWS and Kubernetes. Call it before
 * the server starts.
 */
export function completeProviderService(replacedSettings: ReplacedSettings): void {
  const { addService } = grpc.Server.prototype;
  grpc.Server.prototype.addService = function add(definition, service) {
    addService.call(this, definition, {
      // The methods of a class are not its own properties, so a spread would lose them.
      ...Object.fromEntries(Object.keys(definition).map((name) => [name, service[name]?.bind(service)])),
      ...withPreviews(service),
      diffConfig: diffConfig(replacedSettings),
    } as grpc.UntypedServiceImplementation);
  };
}

function withPreviews(service: grpc.UntypedServiceImplementation): grpc.UntypedServiceImplementation {
  const { create, update } = service as Record<'create' | 'update', grpc.handleUnaryCall<unknown, unknown>>;
  return {
    configure(_call: unknown, callback: grpc.sendUnaryData<provider.ConfigureResponse>): void {
      const response = new provider.ConfigureResponse();
      response.setAcceptsecrets(true).setAcceptresources(true).setAcceptoutputs(true).setSupportspreview(true);
      callback(null, response);
    },
    /** A preview knows the inputs. Every other output is unknown. */
    create(call: Call<provider.CreateRequest>, callback: grpc.sendUnaryData<unknown>): void {
      if (!call.request.getPreview()) create.call(service, call, callback);
      else callback(null, new provider.CreateResponse().setProperties(call.request.getProperties()));
    },
    /** A preview expects that an update changes no output but the inputs. */
    update(call: Call<provider.UpdateRequest>, callback: grpc.sendUnaryData<unknown>): void {
      if (!call.request.getPreview()) {
        update.call(service, call, callback);
        return;
      }
      const outputs = call.request.getOlds();
      call.request
        .getNews()
        ?.getFieldsMap()
        .forEach((value, key) => {
          outputs?.getFieldsMap().set(key, value);
        });
      callback(null, new provider.UpdateResponse().setProperties(outputs));
    },
  };
}

function diffConfig(replacedSettings: ReplacedSettings) {
  return ({ request }: Call<provider.DiffRequest>, callback: grpc.sendUnaryData<provider.DiffResponse>): void => {
    const [olds, news] = [request.getOlds(), request.getNews()].map((settings) => settings?.toJavaScript() ?? {});
    const replaces = replacedSettings(request.getUrn(), olds ?? {}, news ?? {});
    const { DIFF_NONE, DIFF_SOME } = provider.DiffResponse.DiffChanges;
    const changes = JSON.stringify(olds) === JSON.stringify(news) ? DIFF_NONE : DIFF_SOME;
    callback(null, new provider.DiffResponse().setChanges(changes).setReplacesList([...replaces]));
  };
}
