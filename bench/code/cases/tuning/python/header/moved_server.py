"""Small socket server in front of a device that moved."""
import asyncio
from urllib.parse import unquote


async def serve(reader, writer):
    request = (await reader.readline()).decode("latin-1")
    _, _, query = request.split(" ")[1].partition("?")
    while (await reader.readline()).strip():
        pass
    label = unquote(query.removeprefix("label="))
    head = ["HTTP/1.1 200 OK", "Content-Length: 0", "X-Device-Label: " + label, "", ""]
    writer.write("\r\n".join(head).encode("latin-1", "replace"))  # weak: CWE-113|CWE-93
    await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 8070)
    await server.serve_forever()
