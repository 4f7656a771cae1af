<main class="lone-box" id="content">
<p class="wordmark"><?cs call:mark() ?> <?cs if:Page.Account ?><?cs var:Page.Account ?><?cs else ?><?cs var:Lang.Site.Name ?><?cs /if ?></p>
<h1><?cs var:Error.Title ?></h1>
<p><?cs var:Lang.Err.SignedOut.Text ?></p>
<ol>
<li><a href="<?cs var:Out.SignInPath ?>" target="_blank" rel="noopener"><?cs var:Lang.Err.SignedOut.SignIn ?></a></li>
<li><?cs var:Lang.Err.SignedOut.Then ?>
<form method="post" action="<?cs var:Out.Path ?>"><?cs call:csrf() ?>
<?cs each:k = Kept ?><input type="hidden" name="<?cs var:k.Name ?>" value="<?cs var:k.Value ?>">
<?cs /each ?><button type="submit" class="primary"><?cs var:Lang.Err.SignedOut.Go ?></button></form></li>
</ol>
<?cs if:Out.Again ?><p class="hint"><?cs var:Lang.Err.SignedOut.Again ?></p><?cs /if ?>
</main>
