use zed_extension_api::{self as zed, settings::LspSettings, Command, LanguageServerId, Result, Worktree};

/// Starts `selvedge lsp`: what the settings name, or what is on the PATH.
struct Selvedge;

impl zed::Extension for Selvedge {
    fn new() -> Self {
        Selvedge
    }

    fn language_server_command(&mut self, id: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let named = LspSettings::for_worktree(id.as_ref(), worktree).ok().and_then(|settings| settings.binary);
        let path = named.as_ref().and_then(|binary| binary.path.clone()).or_else(|| worktree.which("selvedge"));
        Ok(Command {
            command: path.ok_or("selvedge is not on the PATH: install it, or name it under lsp.selvedge.binary.path")?,
            args: named.and_then(|binary| binary.arguments).unwrap_or_else(|| vec!["lsp".to_string()]),
            env: worktree.shell_env(),
        })
    }
}

zed::register_extension!(Selvedge);
