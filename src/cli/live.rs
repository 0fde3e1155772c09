//! A page on this machine's own address that is shown anew whenever what it shows has changed.
//!
//! The page asks whether anything has changed, and is not answered until something has: no
//! timer in the page, no thread that watches the disk while nobody looks.

use std::cell::RefCell;
use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::rc::Rc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{
    CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderValue, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::task::{LocalSet, spawn_local};
use tokio::time::sleep;

/// What is shown.
pub(crate) trait Live {
    /// What the page would be made of now, in a few characters: another text for another page.
    fn state(&self) -> String;
    /// The page, which knows of what state it is.
    fn page(&self, state: &str) -> String;
}

/// Shows a page until the process is ended; `announce` hears the address first.
///
/// Only this machine can reach it: the address is of the loopback, and a request that calls it by
/// another name than a loopback's, as a page from elsewhere might make a browser do, is refused.
pub(crate) fn serve(
    port: u16,
    live: impl Live + 'static,
    announce: impl FnOnce(SocketAddr) -> io::Result<()>,
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let site = Rc::new(Site {
        live,
        last: RefCell::new(None),
    });
    LocalSet::new().block_on(&runtime, async move {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        announce(listener.local_addr()?)?;
        loop {
            // A caller that has hung up already is no reason to stop.
            let Ok((stream, _)) = listener.accept().await else {
                sleep(LOOK_EVERY).await;
                continue;
            };
            let site = Rc::clone(&site);
            let answer = service_fn(move |request| {
                let site = Rc::clone(&site);
                async move { Ok::<_, Infallible>(site.answer(&request).await) }
            });
            spawn_local(
                http1::Builder::new()
                    .timer(TokioTimer::new())
                    .serve_connection(TokioIo::new(stream), answer),
            );
        }
    })
}

/// How often the file is looked at while somebody waits.
const LOOK_EVERY: Duration = Duration::from_millis(150);
/// How often it is looked at before the page is told to ask again.
const LOOKS: usize = 150;

struct Site<L> {
    live: L,
    /// The page that was made last, and of what.
    last: RefCell<Option<(String, Bytes)>>,
}

impl<L: Live> Site<L> {
    async fn answer(&self, request: &Request<Incoming>) -> Response<Full<Bytes>> {
        let host = request.headers().get(HOST);
        if !host.is_some_and(is_loopback) {
            return plain(
                StatusCode::FORBIDDEN,
                "this address is for this machine alone\n",
            );
        }
        if request.method() != Method::GET {
            return plain(StatusCode::METHOD_NOT_ALLOWED, "only GET is answered\n");
        }
        match request.uri().path() {
            "/" => self.shown(),
            "/changed" => self.changed(request.uri().query().unwrap_or("")).await,
            _ => plain(StatusCode::NOT_FOUND, "there is one page only: /\n"),
        }
    }

    fn shown(&self) -> Response<Full<Bytes>> {
        let state = self.live.state();
        let mut last = self.last.borrow_mut();
        let page = match last.take() {
            Some((of, page)) if of == state => page,
            Some(_) | None => Bytes::from(self.live.page(&state)),
        };
        *last = Some((state, page.clone()));
        response(StatusCode::OK, "text/html; charset=utf-8", page)
    }

    /// Answers once the page that the caller has is no longer the one that would be made.
    async fn changed(&self, of: &str) -> Response<Full<Bytes>> {
        for _ in 0..LOOKS {
            if self.live.state() != of {
                return plain(StatusCode::OK, "changed");
            }
            sleep(LOOK_EVERY).await;
        }
        plain(StatusCode::OK, "unchanged")
    }
}

fn is_loopback(host: &HeaderValue) -> bool {
    let host = host.to_str().unwrap_or("");
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    ["127.0.0.1", "localhost"].contains(&name)
}

fn plain(status: StatusCode, text: &'static str) -> Response<Full<Bytes>> {
    response(
        status,
        "text/plain; charset=utf-8",
        Bytes::from_static(text.as_bytes()),
    )
}

fn response(status: StatusCode, kind: &'static str, body: Bytes) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // A policy in the page itself cannot forbid that another page frames it.
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    response
}
