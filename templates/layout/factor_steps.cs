<li><?cs var:Lang.Factor.Step1 ?></li>
<li><?cs var:Lang.Factor.Step2 ?>
<?cs if:Qr.Path ?><svg class="qr" role="img" aria-label="<?cs var:Lang.Factor.Qr ?>" viewBox="0 0 <?cs var:Qr.Size ?> <?cs var:Qr.Size ?>" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/><path fill="#000" d="<?cs var:Qr.Path ?>"/></svg><?cs /if ?>
<p><?cs var:Lang.Factor.Key ?> <code class="key" id="key"><?cs var:Offer.Key ?></code></p></li>
<li><?cs var:Lang.Factor.Step3 ?></li>
