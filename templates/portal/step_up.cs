<h1><?cs var:Lang.Proof.Title ?></h1>
<p class="lead"><?cs var:Lang.Proof.Text ?></p>
<form class="form" method="post" action="<?cs var:Proof.Path ?>" novalidate><?cs call:csrf() ?>
<?cs each:k = Kept ?><input type="hidden" name="<?cs var:k.Name ?>" value="<?cs var:k.Value ?>">
<?cs /each ?><div class="field"><label for="proof-password"><?cs var:Lang.Customer.Password ?></label>
<input id="proof-password" name="proof-password" type="password" autocomplete="current-password" maxlength="200"<?cs call:wrong("proof-mistake", Error.proof) ?>>
<?cs call:mistake("proof-mistake", Error.proof) ?></div>
<?cs if:Proof.Codes ?><div class="field"><label for="proof-code"><?cs var:Lang.Proof.Code ?></label>
<input id="proof-code" name="proof-code" class="code" inputmode="numeric" autocomplete="one-time-code" maxlength="64"></div><?cs /if ?>
<?cs if:Proof.Again ?><p class="hint"><?cs var:Lang.Proof.Again ?></p><?cs /if ?>
<button type="submit" class="primary"><?cs var:Lang.Proof.Go ?></button>
</form>
