// Two-step sign-in: scan the code with an authenticator app, prove it with what the app shows.

import Alert from "@cloudscape-design/components/alert";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQuery } from "@tanstack/react-query";
import { generate } from "lean-qr";
import { useEffect, useRef, useState } from "react";
import { useAuth } from "react-oidc-context";
import { CodeWrong, isProtected, newSecret, otpAddress, protect } from "../cognito";
import { useShellTexts } from "../i18n/shell";
import { useDesk } from "../queries";
import { useToast } from "../toasts";
import { Dialog } from "./Dialog";
import { Failed, Loading } from "./Loaded";

export default function Authenticator({ onClose }: { onClose: () => void }) {
  const { authenticator: texts } = useShellTexts();
  const { me, config } = useDesk();
  const toast = useToast();
  const token = useAuth().user?.access_token ?? "";
  const [code, setCode] = useState("");
  const begun = useQuery({
    queryKey: ["authenticator", me.id],
    queryFn: async () => ({
      already: await isProtected(config, token),
      secret: await newSecret(config, token),
    }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const finish = useMutation({
    mutationFn: () => protect(config, token, code),
    retry: false,
    onSuccess: () => {
      toast.success(texts.done);
      onClose();
    },
  });
  const wrong = finish.error instanceof CodeWrong;
  return (
    <Dialog
      title={texts.title}
      action={texts.turnOn}
      pending={finish.isPending}
      disabled={!begun.data || code.length !== 6}
      error={wrong ? null : finish.error}
      onAct={() => finish.mutate()}
      onClose={onClose}
    >
      {begun.isPending && <Loading />}
      {begun.error && <Failed error={begun.error} />}
      {begun.data && (
        <SpaceBetween size="m">
          {begun.data.already && <Alert type="info">{texts.already}</Alert>}
          <div>{texts.scan}</div>
          <QrCode text={otpAddress(begun.data.secret, me.email)} label={texts.picture} />
          <CopyToClipboard
            variant="inline"
            textToCopy={begun.data.secret}
            copyButtonAriaLabel={texts.copy}
            copySuccessText={texts.copied}
            copyErrorText={texts.notCopied}
          />
          <FormField label={texts.code} errorText={wrong ? texts.wrong : undefined}>
            <Input
              value={code}
              inputMode="numeric"
              autoComplete="one-time-code"
              onChange={({ detail }) => setCode(detail.value.replace(/\D/g, "").slice(0, 6))}
            />
          </FormField>
        </SpaceBetween>
      )}
    </Dialog>
  );
}

function QrCode({ text, label }: { text: string; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) generate(text).toCanvas(canvas.current, { on: [0, 0, 0, 255], off: [255, 255, 255, 255] });
  }, [text]);
  return <canvas ref={canvas} className="qr" role="img" aria-label={label} />;
}
