//! A refused body is read to its end all the same, within bounds: closing a connection while its client still sends
//! resets it, and the client never sees why it was refused.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};

/// More than this many bytes are not waited for.
const MOST: usize = 16 * 1024 * 1024;
/// Nor longer than this.
const PATIENCE: Duration = Duration::from_secs(10);

/// A request's body; whoever drops it unread leaves the rest to be thrown away.
struct Lingering(Option<Incoming>);

/// The body as handlers get it; none costs nothing.
pub fn body(incoming: Incoming) -> Body {
    if incoming.is_end_stream() {
        Body::empty()
    } else {
        Body::new(Lingering(Some(incoming)))
    }
}

impl HttpBody for Lingering {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let Some(incoming) = self.0.as_mut() else {
            return Poll::Ready(None);
        };
        let frame = std::task::ready!(Pin::new(incoming).poll_frame(cx));
        if !matches!(frame, Some(Ok(_))) {
            self.0 = None;
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.0.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.0.as_ref().map_or_else(|| SizeHint::with_exact(0), HttpBody::size_hint)
    }
}

impl Drop for Lingering {
    fn drop(&mut self) {
        let left = self.0.take().filter(|incoming| !incoming.is_end_stream());
        if let (Some(incoming), Ok(runtime)) = (left, tokio::runtime::Handle::try_current()) {
            runtime.spawn(tokio::time::timeout(PATIENCE, throw_away(incoming)));
        }
    }
}

async fn throw_away(mut incoming: Incoming) {
    let mut read = 0;
    while let Some(Ok(frame)) = incoming.frame().await {
        read += frame.data_ref().map_or(0, Bytes::len);
        if read > MOST {
            return;
        }
    }
}
