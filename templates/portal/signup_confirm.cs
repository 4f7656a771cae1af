<section class="hero">
<h1><?cs var:Lang.Signup.Confirm ?></h1>
<p class="lead"><?cs var:Lang.Signup.ConfirmText ?></p>
<p><strong><?cs var:Signup.Company ?></strong><br><?cs var:Signup.Host ?></p>
<form method="post"><?cs call:csrf() ?><button type="submit" class="primary large"><?cs var:Lang.Signup.ConfirmSend ?></button></form>
</section>
