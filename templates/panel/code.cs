<h1><?cs var:Lang.Factor.CodeTitle ?></h1>
<p class="dim"><?cs if:Factor.Codes ?><?cs var:Lang.Factor.CodeText ?><?cs else ?><?cs var:Lang.Factor.CodeRecovery ?><?cs /if ?></p>
<form method="post" action="<?cs var:Factor.CodePath ?>" novalidate><?cs call:csrf() ?>
<input type="hidden" name="next" value="<?cs var:Form.next ?>">
<div class="field"><label for="code"><?cs var:Lang.Factor.Code ?></label>
<input id="code" name="code" class="code" inputmode="text" autocomplete="one-time-code" autocapitalize="off" spellcheck="false" required maxlength="64"<?cs call:wrong("code-mistake", Error.code) ?>>
<?cs call:mistake("code-mistake", Error.code) ?></div>
<button type="submit" class="primary"><?cs var:Lang.Panel.SignIn ?></button>
</form>
<?cs if:Factor.Passkeys ?><form class="passkey" method="post" action="<?cs var:Factor.CodePath ?>/passkey" data-passkey="second" data-start="/panel/passkey/start" hidden><?cs call:csrf() ?>
<input type="hidden" name="next" value="<?cs var:Form.next ?>">
<input type="hidden" name="passkey" value="" data-answer>
<?cs call:mistake("passkey-mistake", Error.passkey) ?>
<p class="mistake" role="alert" data-failed hidden><?cs var:Lang.Passkey.Failed ?></p>
<button type="submit" data-go><?cs var:Lang.Passkey.Use ?></button>
</form><?cs /if ?>
<p class="hint"><?cs var:Lang.Factor.CodeLost ?></p>
<form method="post" action="<?cs var:Factor.CodePath ?>/leave"><?cs call:csrf() ?><button type="submit" class="plain"><?cs var:Lang.Factor.CodeLeave ?></button></form>
