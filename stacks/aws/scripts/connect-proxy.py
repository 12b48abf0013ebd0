"""Forwards HTTP CONNECT requests: connect-proxy.py <port to listen on> <port that may be reached>.

It listens on loopback only. Python 3.9 of Amazon Linux 2023 runs it.
"""
import asyncio
import sys

listen, allowed = int(sys.argv[1]), sys.argv[2]


async def copy(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.write_eof()
    except OSError:
        writer.close()


async def answer(client, status):
    client.write(f"HTTP/1.1 {status}\r\n\r\n".encode())
    await client.drain()


async def serve(reader, client):
    try:
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
        method, target, _ = head.split(b"\r\n")[0].decode("ascii").split(" ")
        host, _, port = target.rpartition(":")
        if method != "CONNECT" or port != allowed:
            return await answer(client, "403 Forbidden")
        try:
            upstream, server = await asyncio.wait_for(asyncio.open_connection(host, int(port)), 10)
        except (OSError, asyncio.TimeoutError):
            return await answer(client, "502 Bad Gateway")
        try:
            await answer(client, "200 Connection Established")
            await asyncio.gather(copy(reader, server), copy(upstream, client))
        finally:
            server.close()
    except (OSError, ValueError, EOFError, asyncio.LimitOverrunError, asyncio.TimeoutError):
        pass  # not a request, or the client has gone
    finally:
        client.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", listen)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
