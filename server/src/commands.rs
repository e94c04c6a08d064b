//! What each command does.

use std::{process::ExitCode, sync::Arc, time::Duration};

use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

use crate::{
    assets::Assets,
    cli::{Cli, Command},
    config::Config,
    logging,
    router::{self, AppState},
    seed,
    serve::{self, Limits},
    start,
};

/// From the first signal to the end of the process, whatever is still going on.
const HARD_STOP: Duration = Duration::from_secs(60);

/// Why a command failed; printed as one line.
pub type CommandError = Box<dyn std::error::Error + Send + Sync>;

/// Runs the command. Exit codes: 0 done, 1 failed, 2 the command line or the configuration is wrong.
#[must_use]
pub fn run(cli: &Cli) -> ExitCode {
    let config = match Config::load(&cli.settings, cli.config.as_deref()) {
        Ok(config) => config,
        Err(error) => {
            eprint!("guildhall: {error}");
            return ExitCode::from(2);
        }
    };
    let outcome = match cli.command.as_ref().unwrap_or(&Command::Serve) {
        Command::CheckConfig => {
            print!("{}", config.describe());
            Ok(())
        }
        Command::Serve => logging::init(&config.log).and_then(|()| in_runtime(serve(config))),
        Command::Migrate => logging::init(&config.log).and_then(|()| in_runtime(migrate(config))),
        Command::Seed(args) => logging::init(&config.log).and_then(|()| in_runtime(seed::run(config, args))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("guildhall: {error}");
            ExitCode::FAILURE
        }
    }
}

fn in_runtime(work: impl Future<Output = Result<(), CommandError>>) -> Result<(), CommandError> {
    // Streams of pages hang on a single worker (leptos#4647).
    let workers = std::thread::available_parallelism().map_or(2, usize::from).max(2);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(workers).enable_all().build()?;
    let outcome = runtime.block_on(work);
    // A blocking task that does not end must not keep the process.
    runtime.shutdown_timeout(Duration::from_secs(1));
    outcome
}

async fn migrate(config: Config) -> Result<(), CommandError> {
    let services = start::open_services(&config).await?;
    services.close().await;
    println!("The database has the schema of this version");
    Ok(())
}

async fn serve(config: Config) -> Result<(), CommandError> {
    let listener = TcpListener::bind(config.addr)
        .await
        .map_err(|error| format!("cannot listen on {} (ADDR): {error}", config.addr))?;
    let config = config.bound_to(listener.local_addr()?);
    if !config.public_url.is_secure() {
        tracing::warn!("PUBLIC_URL is http: cookies are not marked Secure, and only this machine can sign in");
    }
    let origin = config.public_url.origin().to_owned();
    let services = start::open_services(&config).await?;
    let state = AppState { config: Arc::new(config), assets: Assets::embedded(), services: services.clone() };
    let app = router::build(&state)?;
    let mut signals = Signals::listen()?;
    serve::raise_descriptor_limit();

    let background = start::background(&services);
    start::print_setup_link(&services).await?;
    println!("Guildhall is ready at {origin}");
    let (stopping, stop) = tokio::sync::oneshot::channel::<()>();
    let mut serving = tokio::spawn(serve::serve(listener, app, Limits::default(), async {
        // An error means that the sender is gone, which is the end as well.
        let _ = stop.await;
    }));
    tokio::select! {
        ended = &mut serving => return Err(format!("serving ended by itself: {ended:?}").into()),
        () = signals.next() => {}
    }
    drop(stopping);
    let end = async {
        if let Err(error) = serving.await {
            tracing::error!(%error, "the end was not in order");
        }
        background.abort();
        services.close().await;
    };
    tokio::select! {
        () = end => tracing::info!("stopped"),
        () = tokio::time::sleep(HARD_STOP) => tracing::warn!("stopped: the time to end was over"),
        () = signals.next() => tracing::warn!("stopped at once: a second signal came"),
    }
    Ok(())
}

/// SIGTERM and SIGINT.
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    fn listen() -> std::io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
