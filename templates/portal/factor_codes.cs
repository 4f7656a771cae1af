<h1><?cs var:Lang.Factor.CodesTitle ?></h1>
<ol class="steps">
<li><?cs var:Lang.Factor.Step1 ?></li>
<li><?cs var:Lang.Factor.Step2 ?>
<?cs if:Qr.Path ?><svg class="qr" role="img" aria-label="<?cs var:Lang.Factor.Qr ?>" viewBox="0 0 <?cs var:Qr.Size ?> <?cs var:Qr.Size ?>" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/><path fill="#000" d="<?cs var:Qr.Path ?>"/></svg><?cs /if ?>
<p><?cs var:Lang.Factor.Key ?> <code class="key" id="key"><?cs var:Offer.Key ?></code></p></li>
<li><?cs var:Lang.Factor.Step3 ?></li>
</ol>
<form class="form" method="post" action="<?cs var:Factor.Path ?>/codes" novalidate><?cs call:csrf() ?>
<input type="hidden" name="offer" value="<?cs var:Offer.Sealed ?>">
<div class="field"><label for="code"><?cs var:Lang.Factor.Code ?></label>
<input id="code" name="code" class="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="32"<?cs call:wrong("code-mistake", Error.code) ?>>
<?cs call:mistake("code-mistake", Error.code) ?></div>
<button type="submit" class="primary"><?cs var:Lang.Factor.Confirm ?></button>
</form>
