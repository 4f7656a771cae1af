<h1><?cs var:Lang.Factor.CodeTitle ?></h1>
<p class="lead"><?cs if:Factor.Codes ?><?cs var:Lang.Factor.CodeText ?><?cs else ?><?cs var:Lang.Factor.CodeRecovery ?><?cs /if ?></p>
<form class="form" method="post" action="<?cs var:Factor.CodePath ?>" novalidate><?cs call:csrf() ?>
<input type="hidden" name="next" value="<?cs var:Form.next ?>">
<div class="field"><label for="code"><?cs var:Lang.Factor.Code ?></label>
<input id="code" name="code" class="code" inputmode="text" autocomplete="one-time-code" autocapitalize="off" spellcheck="false" required maxlength="64"<?cs call:wrong("code-mistake", Error.code) ?>>
<?cs call:mistake("code-mistake", Error.code) ?></div>
<button type="submit" class="primary"><?cs var:Lang.Customer.SignIn ?></button>
</form>
<form class="end" method="post" action="<?cs var:Factor.CodePath ?>/leave"><?cs call:csrf() ?><p class="hint"><?cs var:Lang.Customer.CodeLost ?></p><button type="submit" class="plain"><?cs var:Lang.Factor.CodeLeave ?></button></form>
