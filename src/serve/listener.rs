//! Connections that are not kept for nothing: one on which nothing moves is closed, so that many idle ones shut nobody out.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, Sleep, sleep};

/// How long nothing may move; longer than the pause between two signs of life of an event stream.
const IDLE: Duration = Duration::from_secs(60);

/// How long to wait where the system has no room for a further connection.
const PAUSE: Duration = Duration::from_millis(100);

/// Takes connections, and gives up those that idle.
pub(super) struct PatientListener(pub(super) TcpListener);

impl Listener for PatientListener {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        loop {
            match self.0.accept().await {
                Ok((stream, address)) => {
                    let _ = stream.set_nodelay(true);
                    return (Connection::new(stream, IDLE), address);
                }
                Err(_) => sleep(PAUSE).await,
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// A connection that ends when nothing has moved for a time.
pub(super) struct Connection {
    stream: TcpStream,
    idle: Duration,
    end: Pin<Box<Sleep>>,
}

impl Connection {
    fn new(stream: TcpStream, idle: Duration) -> Self {
        Self { stream, idle, end: Box::pin(sleep(idle)) }
    }

    /// Notes that something moved, or ends a wait that has become too long.
    fn watched<T>(&mut self, context: &mut Context<'_>, moved: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if moved.is_ready() {
            self.end.as_mut().reset(Instant::now() + self.idle);
            return moved;
        }
        self.end.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let moved = Pin::new(&mut self.stream).poll_read(context, into);
        self.watched(context, moved)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, from: &[u8]) -> Poll<io::Result<usize>> {
        let moved = Pin::new(&mut self.stream).poll_write(context, from);
        self.watched(context, moved)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        from: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let moved = Pin::new(&mut self.stream).poll_write_vectored(context, from);
        self.watched(context, moved)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::io::Write as _;

    use super::*;

    async fn byte_of(connection: &mut Connection) -> io::Result<u8> {
        let mut bytes = [0];
        let mut into = ReadBuf::new(&mut bytes);
        poll_fn(|context| Pin::new(&mut *connection).poll_read(context, &mut into)).await?;
        Ok(into.filled().first().copied().expect("a byte"))
    }

    #[test]
    fn a_connection_on_which_nothing_moves_ends_and_others_do_not() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("bound");
            let address = listener.local_addr().expect("an address");
            let mut client = std::net::TcpStream::connect(address).expect("connected");
            let (stream, _) = listener.accept().await.expect("accepted");
            let mut connection = Connection::new(stream, Duration::from_millis(40));
            for byte in *b"abc" {
                client.write_all(&[byte]).expect("sent");
                assert_eq!(byte_of(&mut connection).await.expect("read"), byte);
            }
            let ended = byte_of(&mut connection).await.expect_err("nothing moved");
            assert_eq!(ended.kind(), io::ErrorKind::TimedOut);
        });
    }
}
